using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Tables;

/// <summary>Cells of services, endpoints and endpoint slices. At most three endpoints are spelled out, as kubectl does.</summary>
internal static class ServiceCells
{
    private const int Shown = 3;

    public static string ExternalIp(JsonObject service) => service.FieldText("spec.type") switch
    {
        "LoadBalancer" => (service["status"]?["loadBalancer"]?["ingress"] as JsonArray)?.Select(i => (i?["ip"] ?? i?["hostname"]).AsText()).FirstOrDefault() ?? "<pending>",
        "ExternalName" => service.FieldText("spec.externalName"),
        _ => "<none>",
    };

    public static string Ports(JsonObject service)
    {
        var ports = (service["spec"]?["ports"] as JsonArray ?? []).Select(p =>
            p?["nodePort"] is { } node ? $"{p["port"]}:{node}/{Protocol(p)}" : $"{p?["port"]}/{Protocol(p)}");
        return Listed(ports.ToList(), int.MaxValue);
    }

    public static string Endpoints(JsonObject endpoints)
    {
        var all = new List<string>();
        foreach (var subset in (endpoints["subsets"] as JsonArray ?? []).OfType<JsonObject>())
        {
            foreach (var port in subset["ports"] as JsonArray ?? [null])
            {
                all.AddRange((subset["addresses"] as JsonArray ?? []).Select(a => port is null ? $"{a?["ip"]}" : $"{a?["ip"]}:{port["port"]}"));
            }
        }
        return Listed(all, Shown);
    }

    public static string SlicePorts(JsonObject slice) =>
        Columns.Unset(Listed((slice["ports"] as JsonArray ?? []).Select(p => $"{p?["port"] ?? p?["name"] ?? "*"}").ToList(), Shown, ""));

    public static string SliceEndpoints(JsonObject slice) => Columns.Unset(Listed(
        (slice["endpoints"] as JsonArray ?? []).SelectMany(e => e?["addresses"] as JsonArray ?? []).Select(a => $"{a}").ToList(), Shown,
            ""));

    private static string Protocol(JsonNode? port) => port?["protocol"].AsText() ?? "TCP";

    private static string Listed(List<string> all, int most, string none = "<none>") => all.Count switch
    {
        0 => none,
        var n when n > most => $"{string.Join(",", all.Take(most))} + {n - most} more...",
        _ => string.Join(",", all),
    };
}
