using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Reading;

/// <summary>A field selector: <c>metadata.name=a,status.phase!=Running</c>, over the fields its type offers.</summary>
internal sealed class FieldSelector
{
    private readonly List<(string Path, string Value, bool Equal)> requirements = [];

    public bool IsEmpty => requirements.Count == 0;

    /// <exception cref="ApiError">400 for a text that is no selector or a field that is not offered.</exception>
    public static FieldSelector Parse(string? text, ResourceType type)
    {
        var selector = new FieldSelector();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                throw ApiError.BadRequest($"invalid selector: '{text}'; can't understand '{part}'");
            }
            var equal = part[at - 1] != '!';
            var path = part[..(equal ? at : at - 1)];
            if (path is not ("metadata.name" or "metadata.namespace") && !type.SelectableFields.Contains(path))
            {
                throw ApiError.BadRequest($"field label not supported: {path}");
            }
            selector.requirements.Add((path, part[(at + 1)..].TrimStart('='), equal));
        }
        return selector;
    }

    public bool Matches(JsonObject obj) => requirements.All(r => obj.FieldText(r.Path) == r.Value == r.Equal);
}
