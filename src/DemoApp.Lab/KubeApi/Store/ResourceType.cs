using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Store;

/// <summary>One served kind of object: the names by which it is addressed, and what the server may do with it.</summary>
/// <param name="Group">API group; empty for the core group.</param>
internal sealed record ResourceType(string Group, string Version, string Kind, string Plural, bool Namespaced)
{
    public string Singular { get; init; } = Kind.ToLowerInvariant();
    public IReadOnlyList<string> ShortNames { get; init; } = [];
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Whether status is written only through the status subresource.</summary>
    public bool HasStatus { get; init; }

    /// <summary>Whether a change of spec raises metadata.generation.</summary>
    public bool HasGeneration { get; init; }

    public bool IsCustom { get; init; }

    /// <summary>Whether its definition is being deleted, so that none may be made any more.</summary>
    public bool IsTerminating { get; init; }

    /// <summary>Makes of an object as it is stored one of this version; null for kinds that have no other.</summary>
    public Func<JsonObject, JsonObject>? Convert { get; init; }

    /// <summary>Whether it is a question, answered when it is posted and not kept (TokenReview and its like).</summary>
    public bool CreateOnly { get; init; }

    /// <summary>Set for kinds with a scale subresource.</summary>
    public ScalePaths? Scale { get; init; }

    /// <summary>Field selectors beyond metadata.name and metadata.namespace, as paths into the object.</summary>
    public IReadOnlyList<string> SelectableFields { get; init; } = [];

    /// <summary>The structural schema of a custom resource (openAPIV3Schema), null for built-in types.</summary>
    public JsonObject? Schema { get; init; }

    /// <summary>The printer columns of a custom resource (additionalPrinterColumns), null for built-in types.</summary>
    public JsonArray? PrinterColumns { get; init; }

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>As error messages name it: <c>pods</c>, <c>redisenterpriseclusters.app.redislabs.com</c>.</summary>
    public string QualifiedPlural => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>A stored object as this version shows it.</summary>
    public JsonObject View(JsonObject stored) => Convert is null || stored["apiVersion"].AsText() == ApiVersion ? stored : Convert(stored);

    public string ListKind { get; init; } = Kind + "List";
}
