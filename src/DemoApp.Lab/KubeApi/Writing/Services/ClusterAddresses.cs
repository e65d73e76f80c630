using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;

namespace DemoApp.Lab.KubeApi.Writing.Services;

/// <summary>The addresses of Services: each one of the range, no two the same. Called for one Service at a time.</summary>
internal sealed class ClusterAddresses(ApiCluster cluster)
{
    private const string Range = "10.96.0.0/12";
    private static readonly IPNetwork Network = IPNetwork.Parse(Range);
    private int last = 9;

    public void Allocate(JsonObject service, JsonObject spec, JsonObject? before)
    {
        var kept = before?["spec"]?["clusterIP"].AsText();
        var asked = spec["clusterIP"].AsText() is { Length: > 0 } one ? one : (spec["clusterIPs"] as JsonArray)?.FirstOrDefault().AsText();
        if (kept is { Length: > 0 } && asked is { Length: > 0 } && asked != kept)
        {
            throw Refused(service, "spec.clusterIPs[0]", asked, "may not change once set");
        }
        if (asked is { Length: > 0 } && asked != "None" && asked != kept)
        {
            Check(service, asked);
        }
        spec["clusterIP"] = asked is { Length: > 0 } ? asked : kept is { Length: > 0 } ? kept : Next();
        spec["clusterIPs"] = new JsonArray(spec["clusterIP"]!.DeepClone());
    }

    private void Check(JsonObject service, string asked)
    {
        if (!IPAddress.TryParse(asked, out var address))
        {
            throw Refused(service, "spec.clusterIPs[0]", asked, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
                plain: true);
        }
        if (!Network.Contains(address))
        {
            throw Refused(
                service, "spec.clusterIPs", asked,
                $"failed to allocate IP {asked}: the provided IP ({asked}) is not in the valid range. The range of valid IPs is {Range}");
        }
        if (Used().Contains(asked))
        {
            throw Refused(service, "spec.clusterIPs", asked, $"failed to allocate IP {asked}: provided IP is already allocated");
        }
    }

    private string Next()
    {
        var used = Used();
        string address;
        do
        {
            var n = ++last;
            address = string.Create(CultureInfo.InvariantCulture, $"10.96.{n / 250 % 250}.{(n % 250) + 1}");
        }
        while (used.Contains(address));
        return address;
    }

    private HashSet<string> Used() => [.. cluster.Store.List(BuiltInTypes.Services, "").Items.Select(s => s.FieldText("spec.clusterIP"))];

    private static ApiError Refused(JsonObject service, string field, string asked, string why, bool plain = false) => ApiError.Invalid(
        BuiltInTypes.Services, service.Name(), [FieldError.Invalid(field, plain ? $"\"{asked}\"" : $"[]string{{\"{asked}\"}}", why)]);
}
