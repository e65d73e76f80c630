using System.Text.Json;
using System.Text.Json.Nodes;

namespace DemoApp.Lab.Tests.KubeApi.Hostile;

/// <summary>A request, and what becomes of it step by step when chance rewrites it.</summary>
internal sealed record Attack(string Method, string Path, string Query, string MediaType, string Body)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "BREW"];
    private static readonly string[] MediaTypes =
    [
        "application/json", "application/yaml", "application/merge-patch+json", "application/json-patch+json", "application/strategic-merge-patch+json",
        "application/apply-patch+yaml", "application/vnd.kubernetes.protobuf", "text/plain",
    ];
    private static readonly string[] Segments = ["", "..", "%2e%2e", "%2f", "ä", "status", "scale", "exec", "log", "namespaces", "default", "pods", "x", "a b", "%25", "v1", "v2"];
    private static readonly string[] Parameters =
    [
        "watch=true", "watch=1&resourceVersion=1", "limit=1", "limit=-1", "limit=x", "continue=x", "continue=e30", "resourceVersion=abc", "resourceVersion=-1", "resourceVersion=1",
        "resourceVersionMatch=Exact&resourceVersion=1", "labelSelector=a%20in%20(b", "labelSelector=!a", "labelSelector=a%3Db,c", "fieldSelector=metadata.name%3Dx", "fieldSelector=x",
        "dryRun=All", "dryRun=x", "fieldValidation=Strict", "fieldValidation=x", "fieldManager=x", "force=true", "pretty=true", "propagationPolicy=Foreground", "propagationPolicy=x",
        "gracePeriodSeconds=0", "gracePeriodSeconds=-1", "gracePeriodSeconds=x", "sendInitialEvents=true&watch=true&allowWatchBookmarks=true", "timeoutSeconds=1&watch=true", "container=x", "command=x",
    ];
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e300", "1e400", "99999999999999999999", "\"\"", "\"x\"", "\"\\u0000\"", "\"\\ud800\"", "\"ä\"", "\"*\"", "\".\"", "\"a.b.c\"", "\"/\"", "\"%s\"", "\"(\"",
        "[]", "{}", "[null]", "[[]]", "[{}]", "{\"\":null}", "{\"a\":{}}", "{\"$patch\":\"delete\"}", "[{\"$patch\":\"replace\"}]", "{\"name\":\"x\"}", "[{\"name\":\"x\"}]", "[{\"name\":null}]",
        "[{\"op\":\"add\",\"path\":\"\",\"value\":1}]", "[{\"op\":\"move\",\"from\":\"/metadata\",\"path\":\"/metadata/labels\"}]", "[{\"op\":\"remove\",\"path\":\"/metadata\"}]",
        "[{\"op\":\"replace\",\"path\":\"/metadata\",\"value\":null}]", "[{\"op\":\"add\",\"path\":\"/metadata/labels/-\",\"value\":1}]", "[{\"op\":\"test\",\"path\":\"/spec\"}]", "[{\"op\":1}]", "[1]",
    ];

    public static int Kinds => 7;

    public override string ToString() => $"{Method} {Path}?{Query} {MediaType}\n{Body}";

    /// <summary>Rewritten once: what is rewritten, where, and by which of the things no one sends.</summary>
    public Attack Rewritten(int kind, int place, int choice) => kind switch
    {
        0 => this with { Method = Of(Methods, choice) },
        1 => this with { Path = WithSegment(place, Of(Segments, choice)) },
        2 => this with { Query = $"{Query}&{Of(Parameters, choice)}" },
        3 => this with { MediaType = Of(MediaTypes, choice) },
        4 => this with { Body = Body.Length == 0 ? Of(Values, choice) : Body.Remove(place % Body.Length, Math.Min(1 + choice, Body.Length - (place % Body.Length))) },
        5 => this with { Body = Body.Insert(place % (Body.Length + 1), Of(Values, choice)) },
        _ => this with { Body = WithValue(place, Of(Values, choice)) },
    };

    private static string Of(string[] all, int choice) => all[choice % all.Length];

    private string WithSegment(int place, string segment)
    {
        var parts = Path.Split('/');
        parts[1 + (place % (parts.Length - 1))] = segment;
        return string.Join('/', parts);
    }

    /// <summary>The body with one of its values, wherever it is nested, in place of another.</summary>
    private string WithValue(int place, string value)
    {
        try
        {
            var root = JsonNode.Parse(Body);
            var all = Below(root).ToList();
            if (all.Count == 0)
            {
                return value;
            }
            // By its text: some values are no tree a JsonNode can hold.
            const string Here = "\"\uE000\"";
            all[place % all.Count].ReplaceWith(JsonNode.Parse(Here));
            return root!.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
                .Replace("\"\\uE000\"", value, StringComparison.Ordinal).Replace(Here, value, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return Body.Insert(place % (Body.Length + 1), value);
        }
    }

    private static IEnumerable<JsonNode> Below(JsonNode? node)
    {
        var children = node switch
        {
            JsonObject o => o.Select(p => p.Value),
            JsonArray a => a,
            _ => [],
        };
        return children.OfType<JsonNode>().SelectMany(child => Below(child).Prepend(child));
    }
}
