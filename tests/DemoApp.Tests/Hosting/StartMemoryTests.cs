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

        // The service begins on a thread of its own: the clock goes on until it has seen it.
        while (!service.ExecuteTask!.IsCompleted)
        {
            clock.Advance(StartMemory.Settling);
            await Task.Yield();
        }
        await service.ExecuteTask;

        Assert.True(GC.CollectionCount(GC.MaxGeneration) > before);
    }
}
