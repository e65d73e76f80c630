using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Access.Identities;
using DemoApp.Lab.KubeApi.Access.Rbac;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Access.Reviews;

/// <summary>"What may I do in this namespace?" (<c>kubectl auth can-i --list</c>).</summary>
internal sealed class RulesReview(Authorizer authorizer)
{
    /// <exception cref="ApiError">400 without a namespace.</exception>
    public JsonObject Answer(JsonObject spec, UserInfo user)
    {
        var ns = spec["namespace"].AsText() is { Length: > 0 } given ? given : throw ApiError.BadRequest("no namespace on request");
        var (rules, error) = authorizer.Policy.RulesFor(user, ns);
        var status = new JsonObject
        {
            ["resourceRules"] = new JsonArray([.. rules.Where(r => r.Resources.Count > 0).Select(r => (JsonNode)ResourceRule(r))]),
            ["nonResourceRules"] = new JsonArray([.. rules.Where(r => r.NonResourceUrls.Count > 0).Select(r => (JsonNode)new JsonObject
            {
                ["verbs"] = Texts(r.Verbs), ["nonResourceURLs"] = Texts(r.NonResourceUrls),
            })]),
            ["incomplete"] = false,
        };
        if (error.Length > 0)
        {
            status["evaluationError"] = error;
        }
        return status;
    }

    private static JsonObject ResourceRule(PolicyRule rule)
    {
        var shown = new JsonObject { ["verbs"] = Texts(rule.Verbs), ["apiGroups"] = Texts(rule.ApiGroups),
            ["resources"] = Texts(rule.Resources) };
        if (rule.ResourceNames.Count > 0)
        {
            shown["resourceNames"] = Texts(rule.ResourceNames);
        }
        return shown;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);
}
