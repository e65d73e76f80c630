using System.Globalization;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Reading;

/// <summary>Answers GET: one object or a list, whole or in pages that all show the same moment.</summary>
internal sealed class Reader(ApiCluster cluster)
{
    private static readonly TimeSpan FutureVersionPatience = TimeSpan.FromSeconds(3);

    public async Task AnswerAsync(HttpContext http, ApiPath path, CancellationToken ct)
    {
        var projection = Projection.Of(cluster, http.Request, path.Type);
        await WaitForVersionAsync(ListRequest.VersionOf(http.Request), ct);
        if (!path.IsCollection)
        {
            var found = cluster.Store.Find(path.Type, path.Namespace, path.Name) ?? throw ApiError.NotFound(path.Type, path.Name);
            await http.WriteAsync(200, writer => projection.WriteEvent(writer, found, true));
            return;
        }
        var asked = ListRequest.Of(http.Request);
        var selection = Selection.Of(http.Request, path);
        var (items, version) = Items(path, asked);
        var matching = items.Where(i => selection.Matches(i) && asked.Continue?.IsBefore(i, path.Namespace) != false).ToList();
        var metadata = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture) };
        if (asked.Limit > 0 && matching.Count > asked.Limit)
        {
            var left = matching.Count - (int)asked.Limit;
            matching = matching[..(int)asked.Limit];
            metadata["continue"] = ContinueToken.After(matching[^1], path.Namespace, version).ToString();
            if (selection.IsAll)
            {
                metadata["remainingItemCount"] = left;
            }
        }
        await http.WriteAsync(200, writer => projection.WriteMany(writer, matching, metadata));
    }

    private (IReadOnlyList<JsonObject> Items, long Version) Items(ApiPath path, ListRequest asked)
    {
        switch (asked)
        {
            case { Continue: { Version: > 0 } token }:
                try
                {
                    return (cluster.Store.ListAt(path.Type, path.Namespace, token.Version), token.Version);
                }
                catch (ApiError)
                {
                    throw new ApiError(410, "Expired",
                        "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, " +
                        "or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an " +
                        "inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.")
                    {
                        Continue = (token with { Version = -1 }).ToString(),
                    };
                }
            case { Exact: true }:
                return (cluster.Store.ListAt(path.Type, path.Namespace, asked.Version), asked.Version);
            default:
                return cluster.Store.List(path.Type, path.Namespace);
        }
    }

    /// <summary>A reader that has seen the future of this server is asked to come back.</summary>
    private async Task WaitForVersionAsync(long asked, CancellationToken ct)
    {
        if (asked <= cluster.Store.Version)
        {
            return;
        }
        await Task.Delay(FutureVersionPatience, cluster.Time, ct);
        if (asked > cluster.Store.Version)
        {
            throw new ApiError(504, "Timeout", $"Timeout: Too large resource version: {asked}, current: {cluster.Store.Version}", new JsonObject
            {
                ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ResourceVersionTooLarge", ["message"] = "Too large resource version" }),
                ["retryAfterSeconds"] = 1,
            })
            { RetryAfterSeconds = 1 };
        }
    }
}
