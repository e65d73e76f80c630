using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Access.Rbac;

/// <summary>One rule of a Role or ClusterRole: what its verbs may be done with.</summary>
internal sealed record PolicyRule
{
    private const string All = "*";

    public IReadOnlyList<string> Verbs { get; init; } = [];
    public IReadOnlyList<string> ApiGroups { get; init; } = [];
    public IReadOnlyList<string> Resources { get; init; } = [];
    public IReadOnlyList<string> ResourceNames { get; init; } = [];
    public IReadOnlyList<string> NonResourceUrls { get; init; } = [];

    public static IReadOnlyList<PolicyRule> Of(JsonObject? role) =>
        [.. (role?["rules"] as JsonArray ?? []).OfType<JsonObject>().Select(Read)];

    private static PolicyRule Read(JsonObject rule) => new()
    {
        Verbs = Texts(rule["verbs"]), ApiGroups = Texts(rule["apiGroups"]), Resources = Texts(rule["resources"]),
        ResourceNames = Texts(rule["resourceNames"]), NonResourceUrls = Texts(rule["nonResourceURLs"]),
    };

    public bool Allows(Attributes asked) => Has(Verbs, asked.Verb) && (asked.Path is { } path
        ? NonResourceUrls.Any(url => Covers(url, path))
        : Has(ApiGroups, asked.Group) && HasResource(asked) && (ResourceNames.Count == 0 || ResourceNames.Contains(asked.Name)));

    /// <summary>Whether a pattern of paths, <c>/api</c>, <c>/api/*</c> or <c>*</c>, covers a path or a narrower pattern.</summary>
    public static bool Covers(string pattern, string path) =>
        pattern == path || (pattern.EndsWith('*') && path.StartsWith(pattern[..^1], StringComparison.Ordinal));

    private bool HasResource(Attributes asked)
    {
        var whole = asked.ResourceAndSub;
        return Resources.Any(r => r == All || r == whole || (asked.Subresource.Length > 0 && r == $"*/{asked.Subresource}"));
    }

    private static bool Has(IReadOnlyList<string> allowed, string asked) => allowed.Contains(All) || allowed.Contains(asked);

    private static string[] Texts(JsonNode? node) => [.. (node as JsonArray ?? []).Select(t => t.AsText() ?? "")];
}
