using DemoApp.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace DemoApp.Tests.Hosting;

public sealed class StartMemoryTests
{
    [Fact]
    public async Task Memory_OnceTheProgramHasSettled_IsCollectedWholly()
    {
        var clock = new FakeTimeProvider();
        using var service = new StartMemory(clock);
        await service.StartAsync(TestContext.Current.CancellationToken);
        var before = GC.CollectionCount(GC.MaxGeneration);

        clock.Advance(StartMemory.Settling);
        await service.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.True(GC.CollectionCount(GC.MaxGeneration) > before);
    }
}
