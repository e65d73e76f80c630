using DemoApp.Bench.Databases;
using DemoApp.Bench.Failover;
using DemoApp.Bench.Measurements;
using DemoApp.Bench.Measuring;
using DemoApp.Bench.Outages;
using DemoApp.Bench.Pages;
using DemoApp.Bench.Survival;

if (args is [BareGarnet.Argument])
{
    await BareGarnet.RunAsync();
    return 0;
}
IMeasurement[] all =
[
    new WatchLatency(), new KubectlLatency(), new ManyWatches(), new LargeList(), new StartTime(), new IdleCpu(), new MemoryPerCluster(),
    new Throughput(), new ReplicationLag(), new CatchUp(), new WriteSurvival(),
    new PageThroughput(), new OutageLoad(), new ReturnTime(), new FailoverTime(), new RouteSwitch(),
];
var chosen = args.Length == 0 ? all : [.. all.Where(m => args.Contains(m.Name))];
if (chosen.Length == 0)
{
    await Console.Error.WriteLineAsync($"Nothing to measure. Names: {string.Join(' ', all.Select(m => m.Name))}");
    return 2;
}
using var interrupt = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    interrupt.Cancel();
};
var figures = new List<Figure>();
foreach (var measurement in chosen)
{
    await foreach (var figure in measurement.RunAsync(interrupt.Token))
    {
        Console.WriteLine(figure);
        figures.Add(figure);
    }
}
var report = new Report(TimeProvider.System.GetUtcNow(), Machine.Current(), figures);
await report.WriteAsync(whole: chosen.Length == all.Length && !Runs.Quick, interrupt.Token);
return figures.All(f => f.IsMet) ? 0 : 1;
