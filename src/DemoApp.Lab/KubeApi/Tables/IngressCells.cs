using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Tables;

/// <summary>Cells of ingresses and their classes. At most three hosts are spelled out, as kubectl does.</summary>
internal static class IngressCells
{
    private const int Shown = 3;

    public static string Hosts(JsonObject ingress)
    {
        var hosts = (ingress["spec"]?["rules"] as JsonArray ?? []).Select(r => r?["host"].AsText()).Where(h => h is { Length: > 0 })
            .ToList();
        return hosts.Count switch
        {
            0 => "*",
            > Shown => $"{string.Join(",", hosts.Take(Shown))} + {hosts.Count - Shown} more...",
            _ => string.Join(",", hosts),
        };
    }

    public static string Addresses(JsonObject ingress) =>
        string.Join(",", (ingress["status"]?["loadBalancer"]?["ingress"] as JsonArray ?? [])
        .Select(i => (i?["ip"] ?? i?["hostname"]).AsText()).Where(a => a is { Length: > 0 }));

    public static string Parameters(JsonObject ingressClass) => ingressClass["spec"]?["parameters"] is JsonObject to
        ? $"{to["kind"].AsText()}{(to["apiGroup"].AsText() is { Length: > 0 } group ? "." + group : "")}/{to["name"].AsText()}"
        : "<none>";
}
