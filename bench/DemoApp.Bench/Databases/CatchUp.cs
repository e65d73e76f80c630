using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using DemoApp.Bench.Measuring;
using DemoApp.Bench.Running;
using DemoApp.Bench.Survival;

namespace DemoApp.Bench.Databases;

/// <summary>A million writes while the link is cut by a NetworkChaos; then the time from its deletion to the last of them at the other site.</summary>
internal sealed class CatchUp : IMeasurement
{
    private const int Effects = 1_000_000;
    private const string Last = "catch-up:last";

    public string Name => "catchup";

    public string Title => "Catching up";

    public string Method => "A cut link made whole after a million writes.";

    public async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var lab = await LabProgram.SettledAsync(ct, 2, pace: "0.05", LabPorts.Fixed(2));
        var kubectl = new Kubectl(lab);
        var manifest = Path.Combine(Repository.Root, "k8s", "chaos", "link-cut.yaml");
        await new Nemesis(lab, kubectl).HealAsync(2, ct);
        await kubectl.RunAsync(ct, "apply", "-f", manifest);
        await kubectl.RunAsync(ct, "-n", "redis", "wait", "networkchaos/link-cut", "--for=condition=AllInjected", "--timeout=20s");
        await RedisBenchmark.RunAsync(lab.Ports.TestdbOf(0).Port, 16, Effects, "set", ct);
        await using (var here = await RespClient.ConnectAsync(lab.Ports.TestdbOf(0), ct))
        {
            await here.AskAsync(ct, "SET", Last, "1");
        }
        await using var there = await RespClient.ConnectAsync(lab.Ports.TestdbOf(1), ct);
        var early = await there.AskAsync(ct, "GET", Last) == "1";
        var started = Stopwatch.GetTimestamp();
        await kubectl.RunAsync(ct, "delete", "-f", manifest);
        await lab.UntilAsync("the last write there", async () => await there.AskAsync(ct, "GET", Last) == "1", ct);
        yield return new("link cut, 1,000,000 writes, link whole again to the last of them at the other site", Stopwatch.GetElapsedTime(started).TotalSeconds, "s", early ? 0 : 10);
    }
}
