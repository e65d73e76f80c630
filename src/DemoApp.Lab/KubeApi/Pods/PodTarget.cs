using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>The pod an address names.</summary>
internal sealed record PodTarget(ApiPath Path, JsonObject Pod)
{
    public string Namespace => Path.Namespace;

    public string Name => Path.Name;

    public bool IsAssigned => Pod["spec"]?["nodeName"].AsText() is { Length: > 0 };

    /// <summary>The container asked for; the only one when none is.</summary>
    /// <exception cref="ApiError">400 when there is no such container, or several to choose from.</exception>
    public string Container(string asked)
    {
        var names = Names("containers");
        if (asked.Length > 0)
        {
            return names.Concat(Names("initContainers")).Concat(Names("ephemeralContainers")).Contains(asked)
                ? asked : throw ApiError.BadRequest($"container {asked} is not valid for pod {Name}");
        }
        if (names is [var only])
        {
            return only;
        }
        var choice = names.Length == 0 ? "" : $", choose one of: [{string.Join(' ', names)}]";
        var first = Names("initContainers") is { Length: > 0 } inits ? $" or one of the init containers: [{string.Join(' ', inits)}]" : "";
        throw ApiError.BadRequest($"a container name must be specified for pod {Name}{choice}{first}");
    }

    /// <exception cref="ApiError">400 for a pod no node has taken.</exception>
    public void CheckAssigned()
    {
        if (!IsAssigned)
        {
            throw ApiError.BadRequest($"pod {Name} does not have a host assigned");
        }
    }

    public JsonObject? StatusOf(string container) => ((string[])["containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses"])
        .SelectMany(list => Pod["status"]?[list] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(c => c["name"].AsText() == container);

    public bool IsRunning(string container) => StatusOf(container)?["state"]?["running"] is not null;

    public ApiError NodeGone() => new(500, "InternalError", $"Internal error occurred: no node of this cluster runs the containers of pod {Name}");

    private string[] Names(string list) => [.. (Pod["spec"]?[list] as JsonArray ?? []).Select(c => c?["name"].AsText() ?? "")];
}
