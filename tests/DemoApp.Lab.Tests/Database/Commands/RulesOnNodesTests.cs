using DemoApp.Lab.Database.ActiveActive;
using DemoApp.Lab.Tests.Database.ActiveActive;
using Xunit;

namespace DemoApp.Lab.Tests.Database.Commands;

/// <summary>The rules against real nodes: what a command did at one site, its effects do at the other.</summary>
public sealed class RulesOnNodesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Commands_OfOneSite_HaveTheSameOutcomeAtTheOther(int seed)
    {
        await using var a = await NodeSite.StartAsync("a", Ct);
        await using var b = await NodeSite.StartAsync("b", Ct);
        var commands = new RandomCommands(new Random(seed));
        var story = new List<string>();
        for (var i = 0; i < 600; i++)
        {
            var command = commands.Next();
            var reply = await a.DoAsync(Ct, command);
            story.Add($"{string.Join(' ', command)} -> {(reply.IsNull ? "nil" : reply.Text)}");
            await b.ReceiveAsync(a.Unsent, Ct);
            var expected = await a.DumpAsync(Ct);
            var actual = await b.DumpAsync(Ct);
            Assert.True(expected == actual, $"{string.Join('\n', About(story, expected, actual))}\n{Difference(expected, actual)}");
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Commands_OfBothSites_LeaveBothNodesAlike(int seed)
    {
        await using var a = await NodeSite.StartAsync("a", Ct);
        await using var b = await NodeSite.StartAsync("b", Ct);
        var random = new Random(seed);
        var commands = new RandomCommands(random);
        for (var round = 0; round < 150; round++)
        {
            var story = new List<string>();
            for (var left = random.Next(1, 12); left > 0; left--)
            {
                var (name, site) = random.Next(2) == 0 ? ("a", a) : ("b", b);
                var command = commands.Next();
                var reply = await site.DoAsync(Ct, command);
                story.Add($"{name}: {string.Join(' ', command)} -> {(reply.IsNull ? "nil" : reply.Text)}");
            }

            await b.ReceiveAsync(a.Unsent, Ct);
            await a.ReceiveAsync(b.Unsent, Ct);
            var one = await a.DumpAsync(Ct);
            var other = await b.DumpAsync(Ct);
            Assert.True(one == other, $"{string.Join('\n', story)}\n{Difference(one, other)}");
            Assert.Equal(a.Replica.ContentDigest(), b.Replica.ContentDigest());
        }
    }

    /// <summary>What was done last to the keys that differ.</summary>
    private static IEnumerable<string> About(List<string> story, string one, string other)
    {
        var keys = one.Split('\n').Except(other.Split('\n')).Concat(other.Split('\n').Except(one.Split('\n'))).Select(line =>
            line.Split(' ')[0]).ToHashSet();
        return story.Where(line => keys.Any(key => line.Contains(key, StringComparison.Ordinal))).TakeLast(12);
    }

    private static string Difference(string one, string other) =>
        $"only at the first: {string.Join(" | ", one.Split('\n').Except(other.Split('\n')))}\n" +
        $"only at the second: {string.Join(" | ", other.Split('\n').Except(one.Split('\n')))}";
}
