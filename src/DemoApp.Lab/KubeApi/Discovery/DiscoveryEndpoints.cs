using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Discovery;

/// <summary>What is served, in the words of kubectl's discovery: aggregated when asked so, else group by group; version, health, OpenAPI.</summary>
internal sealed class DiscoveryEndpoints(ApiCluster cluster)
{
    private readonly OpenApiEndpoint openApi = new(cluster);

    /// <returns>Whether the address belongs to discovery and was answered.</returns>
    public async Task<bool> TryAnswerAsync(HttpContext http)
    {
        var path = (http.Request.Path.Value ?? "").TrimEnd('/');
        if (path is "/healthz" or "/livez" or "/readyz")
        {
            await http.WriteTextAsync(200, "ok");
            return true;
        }
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            return false;
        }
        switch (path)
        {
            case "/api" or "/apis" when HttpMethods.IsHead(http.Request.Method):
                throw ApiError.MethodNotAllowed(null, "");
            case "/version":
                await http.WriteAsync(200, Version());
                return true;
            case "":
                await http.WriteAsync(200, new JsonObject { ["paths"] = Names(["/api", "/api/v1", "/apis", .. GroupVersions().Select(g => $"/apis/{g}"), "/healthz", "/livez", "/openapi/v3", "/readyz", "/version"]) });
                return true;
            case "/api" or "/apis":
                await (Aggregated(http.Request) is { } contentType ? WriteAggregatedAsync(http, path == "/api", contentType) : http.WriteAsync(200, path == "/api" ? ApiVersions($"{http.Request.Host}") : Groups()));
                return true;
            case "/api/v1":
                await http.WriteAsync(200, Resources("", "v1"));
                return true;
        }
        if (OpenApiV2Document.IsWanted(http.Request, path))
        {
            await OpenApiV2Document.AnswerAsync(http, cluster.Types.All);
            return true;
        }
        if (path.StartsWith("/openapi/v3", StringComparison.Ordinal))
        {
            return await openApi.TryAnswerAsync(http, path);
        }
        var parts = path.Split('/');
        if (parts is ["", "apis", var group, ..] && parts.Length <= 4 && cluster.Types.All.Any(t => t.Group == group && group.Length > 0))
        {
            if (parts.Length == 3)
            {
                await http.WriteAsync(200, Group(group, true));
                return true;
            }
            if (cluster.Types.HasGroupVersion(group, parts[3]))
            {
                await http.WriteAsync(200, Resources(group, parts[3]));
                return true;
            }
        }
        return false;
    }

    private static string? Aggregated(HttpRequest request) => request.Headers.Accept.ToString() switch
    {
        var a when a.Contains("g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList", StringComparison.Ordinal) => "v2",
        var a when a.Contains("g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList", StringComparison.Ordinal) => "v2beta1",
        _ => null,
    };

    private async Task WriteAggregatedAsync(HttpContext http, bool core, string version)
    {
        var items = cluster.Types.All.Where(t => t.Group.Length == 0 == core).GroupBy(t => t.Group).Select(g => (JsonNode)AggregatedEntries.Group(g.Key, [.. g]));
        var body = new JsonObject
        {
            ["kind"] = "APIGroupDiscoveryList", ["apiVersion"] = $"apidiscovery.k8s.io/{version}", ["metadata"] = new JsonObject(), ["items"] = new JsonArray([.. items]),
        };
        var etag = $"\"{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(body.ToJsonString())))}\"";
        http.Response.Headers.CacheControl = "public";
        http.Response.Headers.Vary = "Accept";
        http.Response.Headers.ETag = etag;
        if (http.Request.Headers.IfNoneMatch == etag)
        {
            http.Response.StatusCode = 304;
            return;
        }
        await http.WriteAsync(200, body, $"application/json;g=apidiscovery.k8s.io;v={version};as=APIGroupDiscoveryList");
    }

    private static JsonObject Version() => new()
    {
        ["major"] = "1", ["minor"] = "32", ["gitVersion"] = "v1.32.13", ["gitCommit"] = "demoapp-lab", ["gitTreeState"] = "clean",
        ["buildDate"] = "2026-01-01T00:00:00Z", ["goVersion"] = "none", ["compiler"] = "dotnet", ["platform"] = "linux/amd64",
    };

    private static JsonObject ApiVersions(string host) => new()
    {
        ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1"),
        ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = host }),
    };

    private IEnumerable<string> GroupVersions() =>
        cluster.Types.All.Where(t => t.Group.Length > 0).Select(t => t.ApiVersion).Distinct();

    private JsonObject Groups() => new()
    {
        ["kind"] = "APIGroupList", ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. cluster.Types.All.Where(t => t.Group.Length > 0).Select(t => t.Group).Distinct().Select(g => (JsonNode)Group(g, false))]),
    };

    private JsonObject Group(string group, bool withKind)
    {
        var versions = cluster.Types.All.Where(t => t.Group == group).Select(t => t.Version).Distinct().ToList();
        var body = withKind ? new JsonObject { ["kind"] = "APIGroup", ["apiVersion"] = "v1" } : [];
        body["name"] = group;
        body["versions"] = new JsonArray([.. versions.Select(v => (JsonNode)Entry(v))]);
        body["preferredVersion"] = Entry(versions[0]);
        return body;

        JsonObject Entry(string version) => new() { ["groupVersion"] = $"{group}/{version}", ["version"] = version };
    }

    private JsonObject Resources(string group, string version)
    {
        var types = cluster.Types.All.Where(t => t.Group == group && t.Version == version);
        return new JsonObject
        {
            ["kind"] = "APIResourceList", ["apiVersion"] = "v1", ["groupVersion"] = group.Length == 0 ? version : $"{group}/{version}",
            ["resources"] = new JsonArray([.. types.SelectMany(PlainEntries.Of)]),
        };
    }

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(n => (JsonNode)n)]);
}
