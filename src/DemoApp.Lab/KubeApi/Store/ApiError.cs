using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Store;

/// <summary>A refusal with the body of a genuine API server: kind Status, reason, details (table in the API conventions).</summary>
internal sealed class ApiError(int code, string? reason, string message, JsonObject? details = null) : Exception(message)
{
    public int Code => code;

    /// <summary>Seconds to wait before another try, sent as Retry-After; null for none.</summary>
    public int? RetryAfterSeconds { get; init; }

    public bool IsPlainText { get; init; }

    /// <summary>Where an expired list can be gone on with, though no longer consistently; null for none.</summary>
    public string? Continue { get; init; }

    public JsonObject ToStatus()
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = Continue is null ? [] : new JsonObject { ["continue"] = Continue },
            ["status"] = "Failure",
            ["message"] = Message,
        };
        if (reason is not null)
        {
            status["reason"] = reason;
        }
        if (details is not null)
        {
            status["details"] = details.DeepClone();
        }
        status["code"] = code;
        return status;
    }

    public static ApiError NotFound(ResourceType type, string name) =>
        new(404, "NotFound", $"{type.QualifiedPlural} \"{name}\" not found", Details(type, name, type.Plural));

    public static ApiError AlreadyExists(ResourceType type, string name) =>
        new(409, "AlreadyExists", $"{type.QualifiedPlural} \"{name}\" already exists", Details(type, name, type.Plural));

    public static ApiError Conflict(ResourceType type, string name) =>
        new(409, "Conflict",
            $"Operation cannot be fulfilled on {type.QualifiedPlural} \"{name}\": the object has been modified; " +
            "please apply your changes to the latest version and try again",
            Details(type, name, type.Plural));

    /// <summary>Names the kind where other conflicts name the resource, as the genuine server does.</summary>
    public static ApiError PreconditionFailed(ResourceType type, string name, string why) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {QualifiedKind(type)} \"{name}\": {why}", Details(type, name, type.Kind));

    public static ApiError Forbidden(ResourceType type, string name, string why) =>
        new(403, "Forbidden", $"{type.QualifiedPlural} \"{name}\" is forbidden: {why}", Details(type, name, type.Plural));

    public static ApiError BadRequest(string message) => new(400, "BadRequest", message);

    public static ApiError Expired(string message) => new(410, "Expired", message);

    public static ApiError NoSuchResource() =>
        new(404, "NotFound", "the server could not find the requested resource", []);

    /// <summary>What a custom resource's server answers to an address it does not know: plain text.</summary>
    public static ApiError PageNotFound() => new(404, null, "404 page not found\n") { IsPlainText = true };

    public static ApiError MethodNotAllowed(ResourceType? type, string verb) => type is { IsCustom: true }
        ? new(405, "MethodNotAllowed", $"{verb} is not supported on resources of kind \"{type.QualifiedPlural}\"",
            new JsonObject { ["group"] = type.Group, ["kind"] = type.Plural })
        : new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", []);

    public static ApiError Unauthorized() => new(401, "Unauthorized", "Unauthorized");

    public static ApiError Unsupported(string message) => new(415, "UnsupportedMediaType", message);

    /// <summary>422 with every cause listed, as validation answers.</summary>
    public static ApiError Invalid(ResourceType type, string name, IReadOnlyList<FieldError> causes)
    {
        var kind = QualifiedKind(type);
        var texts = causes.Select(c => $"{c.Field}: {c.Message}").Distinct().ToArray();
        var text = texts.Length == 1 ? texts[0] : $"[{string.Join(", ", texts)}]";
        var details = Details(type, name, type.Kind);
        details["causes"] = new JsonArray([.. causes.Select(c => (JsonNode)c.ToCause())]);
        return new(422, "Invalid", $"{kind} \"{name}\" is invalid: {text}", details);
    }

    /// <summary>422 for a query parameter or body of options, such as <c>ListOptions.meta.k8s.io "" is invalid: …</c>.</summary>
    public static ApiError InvalidOptions(string kind, FieldError cause) => new(
        422, "Invalid", $"{kind}.meta.k8s.io \"\" is invalid: {cause.Field}: {cause.Message}", new JsonObject
        {
            ["group"] = "meta.k8s.io", ["kind"] = kind, ["causes"] = new JsonArray(cause.ToCause()),
        });

    private static string QualifiedKind(ResourceType type) => type.Group.Length == 0 ? type.Kind : $"{type.Kind}.{type.Group}";

    private static JsonObject Details(ResourceType type, string name, string kind)
    {
        var details = new JsonObject();
        if (name.Length > 0)
        {
            details["name"] = name;
        }
        if (type.Group.Length > 0)
        {
            details["group"] = type.Group;
        }
        details["kind"] = kind;
        return details;
    }
}

/// <summary>One cause of a 422.</summary>
internal sealed record FieldError(string Reason, string Field, string Message)
{
    public static FieldError Required(string field, string why = "") => new("FieldValueRequired", field, why.Length == 0 ? "Required value" : $"Required value: {why}");

    public static FieldError Invalid(string field, string value, string why) => new("FieldValueInvalid", field, $"Invalid value: {value}: {why}");

    public static FieldError NotSupported(string field, string value, params IEnumerable<string> supported) =>
        new("FieldValueNotSupported", field, $"Unsupported value: {value}: supported values: {string.Join(", ", supported.Select(s => $"\"{s}\""))}");

    public static FieldError Forbidden(string field, string why) => new("FieldValueForbidden", field, $"Forbidden: {why}");

    public JsonObject ToCause() => new() { ["reason"] = Reason, ["message"] = Message, ["field"] = Field };
}
