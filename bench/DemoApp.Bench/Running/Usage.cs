namespace DemoApp.Bench.Running;

/// <summary>The most a program held while something went on, looked at every quarter of a second.</summary>
internal sealed class Usage(Child child)
{
    private const double Megabyte = 1024 * 1024;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);

    public double Threads { get; private set; }

    public double Megabytes { get; private set; }

    public async Task<T> WatchAsync<T>(Task<T> work, CancellationToken ct)
    {
        do
        {
            var (resident, threads) = child.Memory();
            Threads = Math.Max(Threads, threads);
            Megabytes = Math.Max(Megabytes, resident / Megabyte);
            await Task.WhenAny(work, Task.Delay(Between, TimeProvider.System, ct));
        }
        while (!work.IsCompleted);
        return await work;
    }
}
