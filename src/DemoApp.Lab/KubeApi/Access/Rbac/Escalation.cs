using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Access.Identities;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;

namespace DemoApp.Lab.KubeApi.Access.Rbac;

/// <summary>
/// Nobody gives away more than he has: whoever writes a role must hold its rules or the verb <c>escalate</c> on it, whoever writes
/// a binding the rules of its role or the verb <c>bind</c>.
/// </summary>
internal sealed class Escalation(ApiCluster cluster)
{
    private static readonly IReadOnlyList<PolicyRule> Everything =
    [
        new() { Verbs = ["*"], ApiGroups = ["*"], Resources = ["*"] },
        new() { Verbs = ["*"], NonResourceUrls = ["*"] },
    ];

    /// <param name="before">The object as it was; null when it is created.</param>
    /// <exception cref="ApiError">403 with the rules that the user lacks.</exception>
    public void Check(UserInfo user, ResourceType type, JsonObject? before, JsonObject after)
    {
        if (!BuiltInTypes.AccessRules.Contains(type) || user.Groups.Contains(UserInfo.Masters))
        {
            return;
        }
        var isBinding = type == BuiltInTypes.RoleBindings || type == BuiltInTypes.ClusterRoleBindings;
        string[] granting = isBinding ? ["roleRef", "subjects"] : ["rules", "aggregationRule"];
        if (before is not null && granting.All(field => JsonNode.DeepEquals(before[field], after[field])))
        {
            return;
        }
        var ns = after.Namespace();
        var bound = after.FieldText("roleRef.kind") == "ClusterRole" ? BuiltInTypes.ClusterRoles : BuiltInTypes.Roles;
        var (role, name, verb) = isBinding ? (bound, after.FieldText("roleRef.name"), "bind") : (type, after.Name(), "escalate");
        if (cluster.Authorizer.Decide(new(user, verb) { Group = role.Group, Resource = role.Plural, Name = name, Namespace = ns }).Allowed)
        {
            return;
        }
        var given = isBinding ? PolicyRule.Of(Find(role, ns, name)) : after["aggregationRule"] is null ? PolicyRule.Of(after) : Everything;
        var missing = RuleCoverage.Missing(cluster.Authorizer.Policy.RulesFor(user, ns).Rules, given);
        if (missing.Count > 0)
        {
            throw Refusal(user, type, after.Name(), missing);
        }
    }

    private JsonObject Find(ResourceType role, string ns, string name) =>
        cluster.Store.Find(role, role.Namespaced ? ns : "", name) ?? throw ApiError.NotFound(role, name);

    private static ApiError Refusal(UserInfo user, ResourceType type, string name, IReadOnlyList<PolicyRule> missing)
    {
        var groups = string.Join(' ', user.Groups.Select(g => $"\"{g}\""));
        return new(
            403, "Forbidden",
            $"{type.QualifiedPlural} \"{name}\" is forbidden: user \"{user.Name}\" (groups=[{groups}]) is attempting to grant RBAC permissions "
            + $"not currently held:\n{string.Join('\n', missing)}",
            new JsonObject { ["name"] = name, ["group"] = type.Group, ["kind"] = type.Plural });
    }
}
