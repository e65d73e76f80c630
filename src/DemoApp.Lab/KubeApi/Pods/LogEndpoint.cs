using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>Answers <c>pods/log</c>, as text or as the messages of a WebSocket.</summary>
internal sealed class LogEndpoint(IPodSource pods, ContainerRuntime runtime)
{
    /// <exception cref="ApiError">400, 404 or 422, before anything is sent.</exception>
    public async Task AnswerAsync(HttpContext http, ApiPath path, CancellationToken ct)
    {
        var options = LogOptions.Of(http.Request, path.Name, runtime.Time.GetUtcNow());
        var target = await pods.FindAsync(path, ct);
        var container = target.Container(http.Request.Query["container"].ToString());
        if (!target.IsAssigned)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        CheckHasLog(target, container, options.Previous);
        var logs = runtime.Logs ?? throw target.NodeGone();
        var pieces = LogLines.ReadAsync(logs, target, container, options, ct);
        if (http.WebSockets.IsWebSocketRequest)
        {
            await LogSocket.SendAsync(http, pieces, runtime.Time, ct);
            return;
        }
        http.Response.ContentType = "text/plain";
        await http.Response.Body.FlushAsync(ct);
        await foreach (var piece in pieces)
        {
            await http.Response.Body.WriteAsync(piece, ct);
            await http.Response.Body.FlushAsync(ct);
        }
    }

    private static void CheckHasLog(PodTarget target, string container, bool previous)
    {
        if (previous)
        {
            throw ApiError.BadRequest($"previous terminated container \"{container}\" in pod \"{target.Name}\" not found");
        }
        var status = target.StatusOf(container) ?? throw ApiError.BadRequest($"container \"{container}\" in pod \"{target.Name}\" is not available");
        if (status["state"]?["running"] is null && status["state"]?["terminated"] is null)
        {
            var why = status["state"]?["waiting"]?["reason"].AsText() switch
            {
                "ErrImagePull" => ": image can't be pulled",
                "ImagePullBackOff" => ": trying and failing to pull image",
                { } reason => $": {reason}",
                null => " - no logs yet",
            };
            throw ApiError.BadRequest($"container \"{container}\" in pod \"{target.Name}\" is waiting to start{why}");
        }
    }
}
