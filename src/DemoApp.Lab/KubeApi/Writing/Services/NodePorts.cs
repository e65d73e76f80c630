using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;

namespace DemoApp.Lab.KubeApi.Writing.Services;

/// <summary>
/// The ports of the node that Services have, one for each of their ports, no two the same. Called for one Service at a time.
/// </summary>
internal sealed class NodePorts(ApiCluster cluster)
{
    private const int First = 30000;
    private const int Last = 32767;

    public static IEnumerable<long> Of(JsonNode? spec) =>
        (spec?["ports"] as JsonArray ?? []).Select(p => (p?["nodePort"]).AsLong()).OfType<long>();

    public void Allocate(JsonObject service, JsonObject spec, JsonObject? before)
    {
        var uid = before?.Uid();
        var used = cluster.Store.List(BuiltInTypes.Services, "").Items.Where(s => uid is null || s.Uid() != uid)
            .SelectMany(s => Of(s["spec"])).ToHashSet();
        var kept = Of(before?["spec"]).ToHashSet();
        var ports = (spec["ports"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        for (var i = 0; i < ports.Count; i++)
        {
            if (ports[i]["nodePort"].AsLong() is { } asked and not 0
                && !used.Add(asked) | (asked is < First or > Last && !kept.Contains(asked)))
            {
                var why = asked is < First or > Last
                    ? $"provided port is not in the valid range. The range of valid ports is {First}-{Last}"
                    : "provided port is already allocated";
                throw ApiError.Invalid(BuiltInTypes.Services, service.Name(),
                    [FieldError.Invalid($"spec.ports[{i}].nodePort", $"{asked}", why)]);
            }
        }
        foreach (var port in ports.Where(p => p["nodePort"].AsLong() is null or 0))
        {
            port["nodePort"] = Formerly(port, before, used) ?? Enumerable.Range(First, Last - First + 1).First(n => used.Add(n));
        }
    }

    /// <summary>A caller that leaves out the port of the node keeps the one that this port of the Service has.</summary>
    private static long? Formerly(JsonObject port, JsonObject? before, HashSet<long> used)
    {
        var same = (before?["spec"]?["ports"] as JsonArray ?? []).OfType<JsonObject>()
            .FirstOrDefault(p => p["port"].AsLong() == port["port"].AsLong() && p["protocol"].AsText() == port["protocol"].AsText());
        return (same?["nodePort"]).AsLong() is { } number and not 0 && used.Add(number) ? number : null;
    }
}
