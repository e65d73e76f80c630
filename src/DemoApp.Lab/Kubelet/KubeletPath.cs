using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Types;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Primitives;

namespace DemoApp.Lab.Kubelet;

/// <summary>
/// What an address of a kubelet names: <c>/exec/{ns}/{pod}[/{uid}]/{container}</c>, <c>/attach</c> and <c>/containerLogs</c> alike,
/// <c>/portForward/{ns}/{pod}[/{uid}]</c>. It is the API server's own subresource by another name, its query included. Pure.
/// </summary>
internal static class KubeletPath
{
    /// <summary>A kubelet's names of what the API server calls otherwise.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["input"] = "stdin", ["output"] = "stdout", ["error"] = "stderr", ["port"] = "ports",
    };

    /// <summary>The subresource and its query; null when a kubelet serves no such address.</summary>
    public static (ApiPath Path, QueryString Query)? Parse(PathString path, IQueryCollection query)
    {
        var parts = (path.Value ?? "").Split('/')[1..];
        if (parts.Any(p => p.Length == 0))
        {
            return null;
        }

        return parts switch
        {
            ["exec" or "attach" or "containerLogs", var ns, var pod, .. var rest] when rest.Length is 1 or 2 =>
                (Of(ns, pod, parts[0] == "containerLogs" ? "log" : parts[0]), Translated(query, rest[^1])),
            ["portForward", var ns, var pod, .. var rest] when rest.Length <= 1 => (Of(ns, pod, "portforward"), Translated(query, null)),
            _ => null,
        };
    }

    private static ApiPath Of(string ns, string pod, string subresource) => new(BuiltInTypes.Pods, ns, pod, subresource);

    private static QueryString Translated(IQueryCollection query, string? container)
    {
        var translated = query.Where(q => q.Key != "container").Select(q => KeyValuePair.Create(Names.GetValueOrDefault(q.Key, q.Key), q.Value));
        return new QueryBuilder(container is null ? translated : translated.Append(KeyValuePair.Create("container", new StringValues(container)))).ToQueryString();
    }
}
