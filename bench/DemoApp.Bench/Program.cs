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
    new PageThroughput(), new OutageLoad(), new ReturnTime(), new FailoverTime(), new RouteSwitch(), new ApplicationMemory(),
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
var sections = new List<Section>();
foreach (var measurement in chosen)
{
    sections.Add(await Section.OfAsync(measurement, Console.WriteLine, interrupt.Token));
}
var report = new Report(TimeProvider.System.GetUtcNow(), Machine.Current(), sections);
await report.WriteAsync([.. all.Select(m => m.Name)], interrupt.Token);
return sections.All(s => s.IsMet) ? 0 : 1;
