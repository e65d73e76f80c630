using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Schemas;

/// <summary>
/// The status of a CustomResourceDefinition: whether its names are free, whether it is served, in which versions objects were stored.
/// </summary>
internal static class DefinitionStatus
{
    /// <summary>What a definition that is being deleted waits for: the end of its objects.</summary>
    public const string Cleanup = "customresourcecleanup.apiextensions.k8s.io";

    /// <param name="all">Every definition of the cluster, this one among them.</param>
    public static JsonObject Of(JsonObject definition, IEnumerable<JsonObject> all, string now)
    {
        var others = all.Where(d => d.Name() != definition.Name() && d.FieldText("spec.group") == definition.FieldText("spec.group")
            && !d.IsDeleting() && HasCondition(d, "NamesAccepted")).ToList();
        var conflict = Conflict(definition, others);
        var conditions = new List<JsonObject>
        {
            conflict is null ? Condition("NamesAccepted", "True", "NoConflicts", "no conflicts found", now)
                : Condition("NamesAccepted", "False", conflict.Value.Reason, conflict.Value.Message, now),
        };
        if (conflict is null || HasCondition(definition, "Established"))
        {
            conditions.Add(Condition("Established", "True", "InitialNamesAccepted", "the initial names have been accepted", now));
        }
        else
        {
            conditions.Add(Condition("Established", "False", "NotAccepted", "not all names are accepted", now));
        }
        return new JsonObject
        {
            ["conditions"] = new JsonArray([.. conditions.Select(c => Kept(definition, c))]),
            ["acceptedNames"] = conflict is null ? definition["spec"]?["names"]?.DeepClone()
                : definition["status"]?["acceptedNames"]?.DeepClone(),
            ["storedVersions"] = Stored(definition),
        };
    }

    /// <summary>The status of a definition that is new: the version its objects will be stored in, and nothing accepted yet.</summary>
    public static JsonObject New(JsonObject definition) => new()
    {
        ["conditions"] = null, ["acceptedNames"] = new JsonObject { ["plural"] = "", ["kind"] = "" },
        ["storedVersions"] = Stored(definition),
    };

    /// <summary>Marks a definition as one whose objects are about to be deleted.</summary>
    public static void Terminate(JsonObject definition, string now)
    {
        var finalizers = definition.Metadata()["finalizers"] as JsonArray ?? [];
        if (!finalizers.Any(f => f.AsText() == Cleanup))
        {
            finalizers.Add(Cleanup);
            definition.Metadata()["finalizers"] = finalizers.DeepClone();
        }
        if (definition["status"] is not JsonObject status)
        {
            definition["status"] = status = New(definition);
        }
        if (!HasCondition(definition, "Terminating"))
        {
            var conditions = (status["conditions"] as JsonArray ?? []).Select(c => c?.DeepClone());
            var terminating = Condition("Terminating", "True", "InstanceDeletionInProgress", "CustomResource deletion is in progress", now);
            status["conditions"] = new JsonArray([.. conditions, terminating]);
        }
    }

    /// <summary>Whether objects of a definition may still be made.</summary>
    public static bool IsTerminating(JsonObject definition) => HasCondition(definition, "Terminating");

    /// <summary>Whether the objects of a definition with this status are served.</summary>
    public static bool IsEstablished(JsonObject status) => Holds(status, "Established");

    private static bool HasCondition(JsonObject definition, string type) => Holds(definition["status"], type);

    private static bool Holds(JsonNode? status, string type) =>
        (status?["conditions"] as JsonArray ?? []).Any(c => c?["type"].AsText() == type && c?["status"].AsText() == "True");

    private static (string Reason, string Message)? Conflict(JsonObject definition, List<JsonObject> others)
    {
        string[] resources = ["plural", "singular"];
        var taken = others.SelectMany(o => resources.Select(n => o.FieldText($"status.acceptedNames.{n}"))
            .Concat(ShortNames(o["status"]?["acceptedNames"])))
            .ToHashSet();
        var kinds = others.SelectMany(
            o => (string[])[o.FieldText("status.acceptedNames.kind"), o.FieldText("status.acceptedNames.listKind")]).ToHashSet();
        var names = definition["spec"]?["names"] as JsonObject ?? [];
        (string, string, HashSet<string>)[] checks =
        [
            ("plural", "PluralConflict", taken), ("singular", "SingularConflict", taken),
            ("kind", "KindConflict", kinds), ("listKind", "ListKindConflict", kinds),
        ];
        foreach (var (field, reason, used) in checks)
        {
            if (names.FieldText(field) is { Length: > 0 } name && used.Contains(name))
            {
                return (reason, $"\"{name}\" is already in use");
            }
        }
        var shared = ShortNames(names).Where(taken.Contains).Select(n => $"\"{n}\" is already in use").ToList();
        return shared.Count == 0 ? null : ("ShortNamesConflict", string.Join(", ", shared));
    }

    private static IEnumerable<string> ShortNames(JsonNode? names) =>
        (names?["shortNames"] as JsonArray ?? []).Select(n => n.AsText() ?? "");

    private static JsonArray Stored(JsonObject definition)
    {
        var stored = (definition["status"]?["storedVersions"] as JsonArray ?? []).Select(v => v.AsText() ?? "").ToList();
        if (Definitions.StorageVersion(definition) is { } version && !stored.Contains(version))
        {
            stored.Add(version);
        }
        return new JsonArray([.. stored.Select(v => (JsonNode)v)]);
    }

    /// <summary>The condition as it stands when nothing of it changed but the time.</summary>
    private static JsonNode Kept(JsonObject definition, JsonObject condition)
    {
        var old = (definition["status"]?["conditions"] as JsonArray ?? []).OfType<JsonObject>()
            .FirstOrDefault(c => c["type"].AsText() == condition["type"].AsText());
        return old is not null && ((string[])["status", "reason"]).All(f => old[f].AsText() == condition[f].AsText()) ? old.DeepClone()
            : condition;
    }

    private static JsonObject Condition(string type, string status, string reason, string message, string now) => new()
    {
        ["type"] = type, ["status"] = status, ["lastTransitionTime"] = now, ["reason"] = reason, ["message"] = message,
    };
}
