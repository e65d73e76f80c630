namespace DemoApp.Bench.Running;

/// <summary>Several things that end together.</summary>
internal sealed class Disposables<T>(IEnumerable<T> all) : IAsyncDisposable
    where T : IAsyncDisposable
{
    public IReadOnlyList<T> All { get; } = [.. all];

    public async ValueTask DisposeAsync()
    {
        foreach (var one in All)
        {
            await one.DisposeAsync();
        }
    }
}
