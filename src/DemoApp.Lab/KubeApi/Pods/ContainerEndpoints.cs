using System.Globalization;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Reading;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>Answers <c>pods/log</c> and <c>pods/exec</c>: finds the container, hands over to what runs it.</summary>
internal sealed class ContainerEndpoints(ApiCluster cluster)
{
    public async Task AnswerAsync(HttpContext http, ApiPath path, CancellationToken ct)
    {
        if (path.Subresource is "attach" or "portforward")
        {
            throw new ApiError(501, "NotImplemented", $"pods/{path.Subresource} is not offered by this cluster; exec and log are", []);
        }
        var pod = cluster.Store.Find(path.Type, path.Namespace, path.Name) ?? throw ApiError.NotFound(path.Type, path.Name);
        var container = ContainerOf(pod, http.Request.Query["container"].ToString());
        if (path.Subresource == "log")
        {
            await LogAsync(http, path, pod, container, ct);
            return;
        }
        var command = http.Request.Query["command"].OfType<string>().ToList();
        if (command.Count == 0)
        {
            throw ApiError.BadRequest("you must specify at least 1 command for the container");
        }
        CheckStarted(pod, container);
        if (!http.WebSockets.IsWebSocketRequest)
        {
            throw ApiError.BadRequest("Upgrade request required");
        }
        var exec = cluster.Options.PodExec ?? throw NodeGone(pod);
        await ExecSession.RunAsync(http, (stdin, stdout, stderr, end) => exec.ExecAsync(path.Namespace, path.Name, container, command, stdin, stdout, stderr, end), ct);
    }

    private async Task LogAsync(HttpContext http, ApiPath path, JsonObject pod, string container, CancellationToken ct)
    {
        var logs = cluster.Options.PodLogs ?? throw NodeGone(pod);
        var follow = http.Request.Query["follow"] is ["true" or "1"];
        var stamped = http.Request.Query["timestamps"] is ["true" or "1"];
        var tail = http.Request.Query["tailLines"].Count > 0 ? ListRequest.Number(http.Request, "tailLines") : long.MaxValue;
        var since = http.Request.Query["sinceSeconds"].Count > 0
            ? cluster.Time.GetUtcNow().AddSeconds(-ListRequest.Number(http.Request, "sinceSeconds")) : DateTimeOffset.MinValue;
        if (http.Request.Query["previous"] is ["true" or "1"])
        {
            throw ApiError.BadRequest($"previous terminated container \"{container}\" in pod \"{path.Name}\" not found");
        }
        CheckStarted(pod, container);
        http.Response.ContentType = "text/plain";
        var skip = 0L;
        if (tail != long.MaxValue)
        {
            var all = await logs.ReadAsync(path.Namespace, path.Name, container, false, ct).CountAsync(l => l.At >= since, ct);
            skip = Math.Max(0, all - tail);
        }
        await foreach (var line in logs.ReadAsync(path.Namespace, path.Name, container, follow, ct).Where(l => l.At >= since))
        {
            if (skip-- > 0)
            {
                continue;
            }
            var stamp = stamped ? line.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z' ", CultureInfo.InvariantCulture) : "";
            await http.Response.WriteAsync($"{stamp}{line.Text}\n", ct);
            if (follow)
            {
                await http.Response.Body.FlushAsync(ct);
            }
        }
    }

    private static string ContainerOf(JsonObject pod, string asked)
    {
        var names = (pod["spec"]?["containers"] as JsonArray ?? []).Select(c => c?["name"].AsText() ?? "").ToList();
        if (asked.Length == 0)
        {
            return names is [var only] ? only : throw ApiError.BadRequest(
                $"a container name must be specified for pod {pod.Name()}, choose one of: [{string.Join(' ', names)}]");
        }
        return names.Contains(asked) ? asked : throw ApiError.BadRequest($"container {asked} is not valid for pod {pod.Name()}");
    }

    private static void CheckStarted(JsonObject pod, string container)
    {
        var status = (pod["status"]?["containerStatuses"] as JsonArray ?? []).FirstOrDefault(c => c?["name"].AsText() == container);
        if (status?["state"]?["running"] is null)
        {
            throw ApiError.BadRequest($"container \"{container}\" in pod \"{pod.Name()}\" is waiting to start: {status?["state"]?["waiting"]?["reason"].AsText() ?? "ContainerCreating"}");
        }
    }

    private static ApiError NodeGone(JsonObject pod) =>
        new(502, "InternalError", $"Get containers of pod {pod.Name()}: no node of this cluster runs containers");
}
