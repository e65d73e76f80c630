namespace DemoApp.Lab.Controllers.Services;

/// <summary>Labels and annotations: absent maps count as empty ones.</summary>
internal static class StringMaps
{
    public static string? ValueOf(this IDictionary<string, string>? map, string key) =>
        map?.TryGetValue(key, out var value) == true ? value : null;

    public static Dictionary<string, string> Copy(this IDictionary<string, string>? map) =>
        map is null ? new(StringComparer.Ordinal) : new(map, StringComparer.Ordinal);

    public static bool Same(IDictionary<string, string>? left, IDictionary<string, string>? right) =>
        (left?.Count ?? 0) == (right?.Count ?? 0) && (left is null || left.All(l => right.ValueOf(l.Key) == l.Value));
}
