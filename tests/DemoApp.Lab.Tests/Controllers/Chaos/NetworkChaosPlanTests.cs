using System.Text.Json;
using DemoApp.Lab.Controllers.Chaos;
using k8s.Models;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Chaos;

public sealed class NetworkChaosPlanTests
{
    private const string Selected = "\"mode\": \"all\", \"selector\": {\"labelSelectors\": {\"app\": \"x\"}}";

    [Fact]
    public void Plan_OfAPartitionOfClients_CutsWhatThePodsSend()
    {
        var plan = Read("""{"action": "partition", SELECTED}""");
        var fault = Assert.Single(plan.FaultsOf(["p-0"]));
        Assert.Equal((null, true, false, NetworkEffect.Partition), (fault.To, fault.Outwards, fault.Inwards, fault.Effect));
        Assert.Null(plan.Duration);
    }

    [Fact]
    public void Plan_WithExternalTargets_IsAFaultOfEachLink()
    {
        var plan = Read("""{"action": "delay", SELECTED, "direction": "both", "externalTargets": ["b", "c"], "delay": {"latency": "90ms", "jitter": "10ms", "correlation": "0"}, "duration": "1m30s"}""");
        Assert.Equal(["b", "c"], plan.FaultsOf(["p-0"]).Select(f => f.To));
        Assert.Equal(NetworkEffect.Latency(TimeSpan.FromMilliseconds(90), TimeSpan.FromMilliseconds(10)), plan.Effect);
        Assert.Equal(TimeSpan.FromSeconds(90), plan.Duration);
    }

    [Fact]
    public void Plan_OfLossAndBandwidth_HasShareAndRate()
    {
        Assert.Equal(NetworkEffect.Lossy(0.25), Read("""{"action": "loss", SELECTED, "loss": {"loss": "25"}}""").Effect);
        Assert.Equal(NetworkEffect.Limited(1e6), Read("""{"action": "bandwidth", SELECTED, "bandwidth": {"rate": "1mbps", "limit": 1, "buffer": 1}}""").Effect);
    }

    [Theory]
    [InlineData("{}", "spec.selector: is required|spec.mode: is required|spec.action: is required")]
    [InlineData("""{"action": "delay", SELECTED}""", "spec.delay: is required")]
    [InlineData("""{"action": "delay", SELECTED, "delay": {}}""", "spec.delay.latency: is required")]
    [InlineData("""{"action": "delay", SELECTED, "delay": {"latency": "soon"}}""", "spec.delay.latency: \"soon\" is no duration such as 90ms, 30s or 1m30s")]
    [InlineData("""{"action": "delay", SELECTED, "delay": {"latency": "1s", "correlation": "50", "reorder": {"gap": 2}}}""", "spec.delay.correlation: other than 0 is not supported here|spec.delay.reorder: is not supported here")]
    [InlineData("""{"action": "partition", SELECTED, "direction": "up"}""", "spec.direction: \"up\" is not supported here; supported: to, from, both")]
    [InlineData("""{"action": "partition", SELECTED, "target": {"mode": "all"}}""", "spec.target: is not supported here")]
    [InlineData("""{"action": "partition", SELECTED, "externalTargets": ["example.com"]}""", "spec.externalTargets: \"example.com\" is no cluster this one replicates with; there are: b, c")]
    [InlineData("""{"action": "partition", "mode": "fixed", "value": "x", "selector": {"nodes": ["n"]}}""", "spec.selector.nodes: is not supported here|spec.value: must be a number of pods")]
    [InlineData("""{"action": "loss", SELECTED, "loss": {"loss": "101"}}""", "spec.loss.loss: \"101\" is no percentage from 0 to 100")]
    [InlineData("""{"action": "bandwidth", SELECTED, "bandwidth": {"rate": "fast"}}""", "spec.bandwidth.rate: \"fast\" is no rate such as 10kbps (bytes) or 1mbit")]
    public void Plan_OfWhatIsNotSupported_NamesEveryFieldAndWhy(string spec, string expected)
    {
        Assert.Null(NetworkChaosPlan.Read(Chaos(spec), ["b", "c"], out var mistakes));
        Assert.Equal(expected, string.Join('|', mistakes));
    }

    [Theory]
    [InlineData("1kbps", 1000.0)]
    [InlineData("8kbit", 1000.0)]
    [InlineData("2gbps", 2e9)]
    [InlineData("5", null)]
    [InlineData("0bps", null)]
    [InlineData("-1bps", null)]
    public void Rate_IsInTheUnitsOfTc(string text, double? bytes) => Assert.Equal(bytes, NetworkRate.Parse(text));

    [Theory]
    [InlineData("1h2m3.5s", 3723.5)]
    [InlineData("100us", 1e-4)]
    [InlineData("0", 0.0)]
    [InlineData("1", null)]
    [InlineData("s", null)]
    [InlineData("-1s", null)]
    [InlineData("99999999h", null)]
    public void Duration_IsAsGoWritesIt(string text, double? seconds) =>
        Assert.Equal(seconds, GoDuration.TryParse(text, out var duration) ? duration.TotalSeconds : null);

    private static NetworkChaosPlan Read(string spec)
    {
        var plan = NetworkChaosPlan.Read(Chaos(spec), ["b", "c"], out var mistakes);
        Assert.Empty(mistakes);
        return plan!;
    }

    private static ChaosResource Chaos(string spec) => new()
    {
        Metadata = new V1ObjectMeta { Name = "x", NamespaceProperty = "redis" },
        Spec = JsonDocument.Parse(spec.Replace("SELECTED", Selected, StringComparison.Ordinal)).RootElement,
    };
}
