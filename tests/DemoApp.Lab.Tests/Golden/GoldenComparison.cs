using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DemoApp.Lab.Tests.Golden;

/// <summary>
/// Says in words where an answer differs from the recorded one. What differs between any two clusters is not compared: uids,
/// versions, times, ages, addresses given at random, and the texts that describe columns.
/// </summary>
internal static partial class GoldenComparison
{
    private static readonly HashSet<string> Varying =
    [
        "uid", "resourceVersion", "creationTimestamp", "deletionTimestamp", "managedFields", "generation", "time", "lastTransitionTime", "continue", "description",
        "annotations", "labels", "renewTime", "acquireTime", "clusterIP", "clusterIPs", "nodePort", "containerID", "imageID", "lastProbeTime", "token",
    ];

    public static IEnumerable<string> Differences(GoldenCase golden, int status, string mediaType, IEnumerable<string> warnings, string text)
    {
        if (status != golden.Status)
        {
            yield return $"status {status}, genuine {golden.Status} ({Head(text)})";
            yield break;
        }
        if (mediaType != golden.MediaType && golden.Answer.Length > 0)
        {
            yield return $"media type {mediaType}, genuine {golden.MediaType}";
        }
        if (!warnings.Order().SequenceEqual(golden.Warnings.Order()))
        {
            yield return $"warnings [{string.Join(" | ", warnings)}], genuine [{string.Join(" | ", golden.Warnings)}]";
        }
        if (GoldenWorld.Parse(golden.Answer) is { } expected && GoldenWorld.Parse(text) is { } actual)
        {
            var recorderChanged = golden.Target.Contains("/w1", StringComparison.Ordinal) && status < 300;
            foreach (var difference in Compare("", expected, actual).Where(d => !recorderChanged || !(d.StartsWith(".spec", StringComparison.Ordinal) || d.StartsWith(".status", StringComparison.Ordinal))).Take(12))
            {
                yield return difference;
            }
        }
        else if (Mask(text) != Mask(golden.Answer))
        {
            yield return $"text {Head(text)}, genuine {Head(golden.Answer)}";
        }
    }

    private static IEnumerable<string> Compare(string path, JsonNode? expected, JsonNode? actual)
    {
        switch (expected, actual)
        {
            case (JsonObject e, JsonObject a):
                foreach (var key in e.Select(p => p.Key).Union(a.Select(p => p.Key)).Where(k => !Varying.Contains(k) && !(path.Contains(".cells", StringComparison.Ordinal))))
                {
                    if (!e.ContainsKey(key))
                    {
                        yield return $"{path}.{key} is {Head(a[key]?.ToJsonString() ?? "null")}, genuine has none";
                    }
                    else if (!a.ContainsKey(key))
                    {
                        yield return $"{path}.{key} is missing, genuine {Head(e[key]?.ToJsonString() ?? "null")}";
                    }
                    else
                    {
                        foreach (var below in Compare($"{path}.{key}", e[key], a[key]))
                        {
                            yield return below;
                        }
                    }
                }
                break;
            case (JsonArray, JsonArray { Count: > 0 }) when path is ".rows" or ".items" && ((JsonArray)expected).Count != ((JsonArray)actual).Count:
                // Other objects were there when it was recorded; those that are in both are compared elsewhere.
                break;
            case (JsonArray e, JsonArray a) when e.Count == a.Count:
                for (var i = 0; i < e.Count; i++)
                {
                    foreach (var below in Compare($"{path}[{i}]", e[i], a[i]))
                    {
                        yield return below;
                    }
                }
                break;
            default:
                var (want, have) = (Mask(expected?.ToJsonString() ?? "null"), Mask(actual?.ToJsonString() ?? "null"));
                if (want != have)
                {
                    yield return $"{path} is {Head(have)}, genuine {Head(want)}";
                }
                break;
        }
    }

    private static string Mask(string text) =>
        Moment().Replace(Host().Replace(Version().Replace(Age().Replace(Uid().Replace(text, "<uid>"), "\"<age>\""), "<version>"), "<host>"),
            "<time>");

    private static string Head(string text) => text.Length > 400 ? text[..400] + "…" : text;

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uid();

    [GeneratedRegex(@"(?<="")127\.0\.0\.1:\d+(?="")")]
    private static partial Regex Host();

    /// <summary>Where a cell is a time; the one date that the rec's licence has is the same everywhere.</summary>
    [GeneratedRegex(@"20[2-8]\d-\d\d-\d\dT\d\d:\d\d:\d\dZ")]
    private static partial Regex Moment();

    [GeneratedRegex("\"(\\d+[smhd])+\"")]
    private static partial Regex Age();

    [GeneratedRegex(@"(?<=current: |resource version: |Expected: .*|\()\d+(?=\)|""|$)|\d+\.\d+s")]
    private static partial Regex Version();
}
