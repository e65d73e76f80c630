using System.Text.RegularExpressions;
using DemoApp.EndToEnd.Running;
using Xunit;

namespace DemoApp.EndToEnd.Stories;

/// <summary>The workshop's outage, driven and watched by kubectl, redis-cli and plain HTTP alone.</summary>
public sealed partial class OutageByKubectlTests
{
    [Fact]
    public async Task Outage_PatchedByKubectl_GoesThroughEveryStateAndEndsWithTheRepair()
    {
        await using var program = await DemoProgram.StartAsync();
        using var recs = await program.KubectlWatchAsync("get", "rec", "-n", "redis", "-w");
        using var pods = await program.KubectlWatchAsync("get", "pods", "-n", "redis", "-w");
        using var endpoints = await program.KubectlWatchAsync("get", "endpoints", "testdb", "-n", "redis", "-w");
        await using var here = new PageWatch(program, "/");
        await using var there = new PageWatch(program, "/sites/demo-clusterb");
        await using var redis = new RedisWatch(program, 0);
        await Until.TrueAsync("all well before the break", () => here.Last == 200 && there.Last == 200 && redis.Last == "answered", () => $"{here} | {there} | {redis.Last}");
        var before = Address(endpoints.Current[^1]);

        var patch = await program.KubectlAsync("-n", "redis", "patch", "rec", "demo-clustera", "--type", "merge", "--patch", """{"spec":{"clusterRecovery":true}}""");
        Assert.Contains("demo-clustera patched", patch.Succeeded().Output, StringComparison.Ordinal);
        await program.RecRunsAgainAsync();
        await Until.TrueAsync("504 and a hanging PING", () => here.Last == 504 && redis.Last == "hung", () => $"{here} | {string.Join(' ', redis.Seen)}");
        var status = await program.KubectlAsync("-n", "redis", "exec", "demo-clustera-0", "--", "rladmin", "status", "databases");
        Assert.Contains("recovery (ready)", status.Succeeded().Output, StringComparison.Ordinal);

        await program.RecoverDatabaseAsync();
        await Until.TrueAsync("200 and a PONG again", () => here.Last == 200 && redis.Last == "answered", () => $"{here} | {string.Join(' ', redis.Seen)}");

        Assert.Equal([200, 500, 504, 200], here.Statuses);
        Assert.Equal([200], there.Statuses);
        Assert.Equal(["answered", "refused", "hung", "answered"], redis.Seen);
        // The deadline of one second, 0.2 s, and what two busy cores may add.
        Assert.InRange(here.Slowest, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        InOrder(recs, "Running", "RecoveryReset", "RecoveringFirstPod", "Initializing", "Running");
        OneByOne(pods);
        var addresses = endpoints.Current.Skip(1).Select(Address).ToArray();
        Assert.Contains("<none>", addresses);
        Assert.NotEqual(before, addresses[^1]);
        Assert.Matches(@"^10\.244\.\d+\.\d+:11069$", addresses[^1]);
    }

    private static string Address(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];

    private static void InOrder(Lines watch, params string[] words)
    {
        var at = 0;
        foreach (var line in watch.Current)
        {
            if (at < words.Length && line.Split(' ').Contains(words[at]))
            {
                at++;
            }
        }
        Assert.True(at == words.Length, $"{(at < words.Length ? words[at] : "")} did not come in its turn:\n{watch.Text}");
    }

    /// <summary>All three gone, then each from 0/2 over 1/2 to 2/2, the next only when the one before it is ready.</summary>
    private static void OneByOne(Lines watch)
    {
        var steps = watch.Current.Select(line => PodLine().Match(line)).Where(match => match.Success)
            .Select(match => (Pod: match.Groups[1].Value, Ready: match.Groups[2].Value, Status: match.Groups[3].Value)).ToArray();
        foreach (var pod in new[] { "0", "1", "2" })
        {
            Assert.Contains(steps, step => step.Pod == pod && step.Status == "Terminating");
        }
        var rebirth = steps.Skip(Array.FindLastIndex(steps, step => step.Status == "Terminating") + 1)
            .Where(step => step.Ready != "0/2" || step.Status != "Terminating").Select(step => $"{step.Pod} {step.Ready}").Distinct().ToArray();
        Assert.True(
            rebirth.SequenceEqual(["0 0/2", "0 1/2", "0 2/2", "1 0/2", "1 1/2", "1 2/2", "2 0/2", "2 1/2", "2 2/2"]),
            $"The pods came back as {string.Join(", ", rebirth)}:\n{watch.Text}");
    }

    [GeneratedRegex(@"^demo-clustera-(\d)\s+(\d/2)\s+(\S+)")]
    private static partial Regex PodLine();
}
