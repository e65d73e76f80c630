using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Access.Identities;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Access.Rbac;

/// <summary>All roles and bindings as they were at one moment, made ready to decide. Immutable.</summary>
internal sealed class Policy
{
    private readonly IReadOnlyList<Binding> everywhere;
    private readonly Dictionary<string, List<Binding>> inNamespace;

    public Policy(
        IEnumerable<JsonObject> clusterRoles, IEnumerable<JsonObject> roles, IEnumerable<JsonObject> clusterBindings, IEnumerable<JsonObject> bindings)
    {
        var rules = clusterRoles.Concat(roles).ToDictionary(r => Key(r.Namespace(), r.Name()), PolicyRule.Of);
        everywhere = [.. clusterBindings.Select(b => BindingOf(b, rules))];
        inNamespace = bindings.GroupBy(b => b.Namespace(), b => BindingOf(b, rules)).ToDictionary(g => g.Key, g => g.ToList());
    }

    public Decision Decide(Attributes asked)
    {
        List<string>? missing = null;
        foreach (var binding in For(asked.Namespace))
        {
            if (binding.Subjects.FirstOrDefault(s => s.Means(asked.User)) is not { } subject)
            {
                continue;
            }
            if (binding.Rules.Any(r => r.Allows(asked)))
            {
                return new(true, $"RBAC: allowed by {binding.Source} to {subject}");
            }
            if (binding.Missing is { } why)
            {
                (missing ??= []).Add(why);
            }
        }
        return new(false, missing is null ? "" : $"RBAC: {Together(missing)}");
    }

    /// <summary>Every rule that holds for a user in a namespace, and what is wrong with the bindings that hold none.</summary>
    public (IReadOnlyList<PolicyRule> Rules, string Error) RulesFor(UserInfo user, string ns)
    {
        var held = For(ns).Where(b => b.Subjects.Any(s => s.Means(user))).ToList();
        var missing = held.Select(b => b.Missing).OfType<string>().ToList();
        return ([.. held.SelectMany(b => b.Rules)], missing.Count == 0 ? "" : Together(missing));
    }

    private IEnumerable<Binding> For(string ns) =>
        ns.Length > 0 && inNamespace.TryGetValue(ns, out var local) ? everywhere.Concat(local) : everywhere;

    private static Binding BindingOf(JsonObject binding, Dictionary<string, IReadOnlyList<PolicyRule>> rules)
    {
        var ns = binding.Namespace();
        var (kind, role) = (binding.FieldText("roleRef.kind"), binding.FieldText("roleRef.name"));
        var name = ns.Length == 0 ? $"ClusterRoleBinding \"{binding.Name()}\"" : $"RoleBinding \"{binding.Name()}/{ns}\"";
        var found = rules.GetValueOrDefault(Key(kind == "ClusterRole" ? "" : ns, role));
        return new(
            $"{name} of {kind} \"{role}\"",
            [.. (binding["subjects"] as JsonArray ?? []).OfType<JsonObject>().Select(s => Subject.Of(s, ns))],
            found ?? [],
            found is null ? $"{kind.ToLowerInvariant()}.rbac.authorization.k8s.io \"{role}\" not found" : null);
    }

    private static string Together(List<string> errors) =>
        errors.Distinct().ToList() is { Count: > 1 } several ? $"[{string.Join(", ", several)}]" : errors[0];

    private static string Key(string ns, string name) => $"{ns}/{name}";
}
