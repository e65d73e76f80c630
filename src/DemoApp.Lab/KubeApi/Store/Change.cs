using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Store;

internal enum ChangeType
{
    Added,
    Modified,
    Deleted,
}

/// <summary>One change of one object. Objects handed out are shared: clone before changing.</summary>
internal sealed record Change(ChangeType Type, ResourceType Resource, JsonObject Object, JsonObject? Before, long Version)
{
    /// <summary>The same change as a watch of one version of the kind shows it; null: as it was made.</summary>
    public Change SeenAs(ResourceType? type) => type?.Convert is null ? this
        : this with { Object = type.View(Object), Before = Before is null ? null : type.View(Before) };
}
