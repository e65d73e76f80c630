using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Schemas;

/// <summary>The mistakes in a CustomResourceDefinition.</summary>
internal static partial class DefinitionRules
{
    private const string Label = "a DNS-1035 label must consist of lower case alphanumeric characters or '-', "
        + "start with an alphabetic character, and end with an alphanumeric character "
        + "(e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

    public static IEnumerable<FieldError> Mistakes(JsonObject definition, JsonObject? before)
    {
        var (spec, names) = (definition["spec"] as JsonObject ?? [], definition["spec"]?["names"] as JsonObject ?? []);
        var expected = $"{names.FieldText("plural")}.{spec.FieldText("group")}";
        if (definition.Name() != expected)
        {
            yield return FieldError.Invalid("metadata.name", $"\"{definition.Name()}\"", "must be spec.names.plural+\".\"+spec.group");
        }
        foreach (var mistake in Group(definition, spec.FieldText("group")).Concat(Scope(spec, before)).Concat(Versions(definition))
            .Concat(Names(names)))
        {
            yield return mistake;
        }
        foreach (var mistake in DefinitionSchemas.Mistakes(definition))
        {
            yield return mistake;
        }
    }

    private static IEnumerable<FieldError> Group(JsonObject definition, string group)
    {
        if (group.Length == 0)
        {
            yield return FieldError.Required("spec.group");
        }
        else if (!group.Contains('.', StringComparison.Ordinal))
        {
            yield return FieldError.Invalid("spec.group", $"\"{group}\"", "should be a domain with at least one dot");
        }
        else if ((group.EndsWith(".k8s.io", StringComparison.Ordinal) || group.EndsWith(".kubernetes.io", StringComparison.Ordinal))
            && definition["metadata"]?["annotations"]?["api-approved.kubernetes.io"].AsText() is null or "")
        {
            yield return FieldError.Required(
                "metadata.annotations[api-approved.kubernetes.io]",
                "protected groups must have approval annotation \"api-approved.kubernetes.io\", "
                + "see https://github.com/kubernetes/enhancements/pull/1111");
        }
    }

    private static IEnumerable<FieldError> Scope(JsonObject spec, JsonObject? before)
    {
        var scope = spec.FieldText("scope");
        if (scope.Length == 0)
        {
            yield return FieldError.Required("spec.scope");
        }
        else if (scope is not ("Cluster" or "Namespaced"))
        {
            yield return FieldError.NotSupported("spec.scope", $"\"{scope}\"", "Cluster", "Namespaced");
        }
        else if (before is not null && DefinitionStatus.IsEstablished(before["status"] as JsonObject ?? [])
            && before.FieldText("spec.scope") != scope)
        {
            yield return FieldError.Invalid("spec.scope", $"\"{scope}\"", "field is immutable");
        }
    }

    private static IEnumerable<FieldError> Versions(JsonObject definition)
    {
        var versions = Definitions.Versions(definition).ToList();
        for (var i = 0; i < versions.Count; i++)
        {
            var name = versions[i].FieldText("name");
            if (!DnsLabel().IsMatch(name))
            {
                yield return FieldError.Invalid($"spec.versions[{i}].name", $"\"{name}\"", Label);
            }
            if (versions[i]["schema"]?["openAPIV3Schema"] is not JsonObject)
            {
                yield return FieldError.Required($"spec.versions[{i}].schema.openAPIV3Schema", "schemas are required");
            }
        }
        var all = definition["spec"]?["versions"]?.ToJsonString() ?? "null";
        if (versions.Select(v => v.FieldText("name")).Distinct().Count() < versions.Count)
        {
            yield return FieldError.Invalid("spec.versions", all, "must contain unique version names");
        }
        if (versions.Count(v => Definitions.IsSet(v, "storage")) != 1)
        {
            yield return FieldError.Invalid("spec.versions", all, "must have exactly one version marked as storage version");
        }
    }

    private static IEnumerable<FieldError> Names(JsonObject names)
    {
        foreach (var field in (string[])["plural", "singular", "kind", "listKind"])
        {
            var name = names.FieldText(field);
            var mixed = field.EndsWith("ind", StringComparison.Ordinal);
            if (name.Length == 0)
            {
                yield return FieldError.Required($"spec.names.{field}");
            }
            else if (!DnsLabel().IsMatch(mixed ? name.ToLowerInvariant() : name))
            {
                yield return FieldError.Invalid(
                    $"spec.names.{field}", $"\"{name}\"", mixed ? $"may have mixed case, but should otherwise match: {Label}" : Label);
            }
        }
        var shortNames = names["shortNames"] as JsonArray ?? [];
        for (var i = 0; i < shortNames.Count; i++)
        {
            if (shortNames[i].AsText() is { } name && !DnsLabel().IsMatch(name))
            {
                yield return FieldError.Invalid($"spec.names.shortNames[{i}]", $"\"{name}\"", Label);
            }
        }
        if (names.FieldText("kind") is { Length: > 0 } kind && kind == names.FieldText("listKind"))
        {
            yield return FieldError.Invalid("spec.names.listKind", $"\"{kind}\"", "kind and listKind may not be the same");
        }
    }

    [GeneratedRegex("^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$")]
    private static partial Regex DnsLabel();
}
