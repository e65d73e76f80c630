using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using DemoApp.Bench.Measuring;
using DemoApp.Bench.Running;

namespace DemoApp.Bench.Survival;

/// <summary>
/// Writers at both sites at full rate while a nemesis is at work; then all is healed and the databases are compared with the writers'
/// own logs. An acknowledged write that is missing is lost; an increment that is there more often than it was sent is doubled.
/// </summary>
internal sealed class WriteSurvival : IMeasurement
{
    private const int Clusters = 2;
    private const int WritersEach = 2;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(60);

    public string Name => "survival";

    public string Title => "Writes that survive";

    public string Method =>
        "Writers at both sites while clusters break, pods die, links are cut and the program is killed; then every " +
        "acknowledged write is looked for.";

    public async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var lab = await LabProgram.SettledAsync(ct, Clusters, pace: "0.05", LabPorts.Fixed(Clusters));
        var nemesis = new Nemesis(lab, new Kubectl(lab));
        await nemesis.HealAsync(Clusters, ct);
        Writer[][] writers =
        [
            .. Enumerable.Range(0, Clusters).Select(
                n => Enumerable.Range(0, WritersEach).Select(w => new Writer($"{n}{(char)('a' + w)}", lab.Ports.TestdbOf(n))).ToArray()),
        ];
        var all = writers.SelectMany(w => w).ToArray();
        var notAtThePeer = new List<double>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var blows = new CancellationTokenSource(Length);
        var writing = Task.WhenAll(all.Select(w => w.RunAsync(stop.Token)));
        await nemesis.RunAsync(async n => notAtThePeer.Add(await MissingAsync(writers[n], lab, 1 - n, ct)), blows.Token, ct);
        await stop.CancelAsync();
        await writing;
        await nemesis.HealAsync(Clusters, ct);
        var verdicts = await SettledAsync(lab, all, ct);

        yield return new("survival: writes acknowledged (INCR, SADD, SET)", 3 * all.Sum(w => w.Counted), "", null);
        yield return new("survival: writes sent and not answered", 3 * all.Sum(w => w.PerhapsCounted), "", null);
        yield return new("survival: writes refused or unanswered during outages", 3 * all.Sum(w => w.Refused), "", null);
        yield return new(
            $"survival: breaks {nemesis.Breaks}, pods killed {nemesis.Kills}, link cuts {nemesis.Cuts}, kill -9 {nemesis.Crashes}",
            nemesis.Breaks + nemesis.Kills + nemesis.Cuts + nemesis.Crashes, "", null);
        yield return new("survival: acknowledged writes the peer had not got when a cluster broke, most", notAtThePeer.DefaultIfEmpty().Max(), "", null);
        for (var n = 0; n < Clusters; n++)
        {
            yield return new($"survival: acknowledged writes lost, site {n}", verdicts[n].Lost, "", 0);
            yield return new($"survival: writes doubled or made from nothing, site {n}", verdicts[n].Doubled, "", 0);
        }
    }

    /// <summary>How many of the last acknowledged values of these writers the other site does not have yet: the RPO, as a number.</summary>
    private static async Task<double> MissingAsync(Writer[] writers, LabProgram lab, int peer, CancellationToken ct)
    {
        try
        {
            await using var client = await RespClient.ConnectAsync(lab.Ports.TestdbOf(peer), ct);
            var missing = 0.0;
            foreach (var writer in writers)
            {
                var there = await client.AskAsync(ct, "GET", writer.Register);
                missing += 3 * Math.Max(0, writer.LastAcknowledged - long.Parse(there.Length == 0 ? "0" : there, CultureInfo.InvariantCulture));
            }
            return missing;
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            return 0;
        }
    }

    /// <summary>The last verdict of each site once the two agree, or when the time is up.</summary>
    private static async Task<Verdict[]> SettledAsync(LabProgram lab, Writer[] writers, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var verdicts = new Verdict[Clusters];
            for (var n = 0; n < Clusters; n++)
            {
                verdicts[n] = await Verdict.OfAsync(lab.Ports.TestdbOf(n), writers, ct);
            }
            var agreed = verdicts.All(v => v.Lost == 0) && verdicts.Select(v => v.Count).Distinct().Count() == 1;
            if (agreed || Stopwatch.GetElapsedTime(started) > Settling)
            {
                return verdicts;
            }
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, ct);
        }
    }
}
