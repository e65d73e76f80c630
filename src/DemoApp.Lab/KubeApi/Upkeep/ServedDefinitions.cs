using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Fields;
using DemoApp.Lab.KubeApi.Schemas;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;

namespace DemoApp.Lab.KubeApi.Upkeep;

/// <summary>Serves what definitions define, says so in their status, and deletes their objects before they go.</summary>
internal sealed class ServedDefinitions(ApiCluster cluster, Removal removal)
{
    private const string Manager = "kube-apiserver";

    /// <summary>Serves the definitions that a former process left.</summary>
    public void Seed()
    {
        foreach (var definition in cluster.Store.List(BuiltInTypes.CustomResourceDefinitions, "").Items)
        {
            Serve(definition, Accepted(definition));
        }
    }

    public void Keep(Change change)
    {
        if (change.Type == ChangeType.Deleted)
        {
            Replace(change.Object, []);
            return;
        }
        if (change.Object.IsDeleting())
        {
            Empty(change.Object);
            return;
        }
        // Served before it is said to be: who waits for the condition asks for the objects at once.
        var status = Accepted(change.Object);
        Serve(change.Object, status);
        if (!JsonNode.DeepEquals(change.Object["status"], status))
        {
            Write(change.Object.Name(), Accepted);
        }
    }

    /// <summary>An object of a definition went: one that waits to go may have waited for just that.</summary>
    public void Left(ResourceType type)
    {
        if (type.IsCustom && cluster.Store.Find(BuiltInTypes.CustomResourceDefinitions, "", type.QualifiedPlural) is { } definition
            && definition.IsDeleting())
        {
            Empty(definition);
        }
    }

    private void Empty(JsonObject definition)
    {
        if (cluster.Types.All.FirstOrDefault(t => t.IsCustom && t.QualifiedPlural == definition.Name()) is { } type)
        {
            Replace(definition, [.. Definitions.Served(definition)]);
            removal.All(type, "");
            if (cluster.Store.List(type, "").Items.Count > 0)
            {
                return;
            }
        }
        if ((definition.Metadata()["finalizers"] as JsonArray ?? []).Any(f => f.AsText() == DefinitionStatus.Cleanup))
        {
            removal.Finish(BuiltInTypes.CustomResourceDefinitions, definition, DefinitionStatus.Cleanup);
        }
    }

    private void Serve(JsonObject definition, JsonObject status) =>
        Replace(definition, DefinitionStatus.IsEstablished(status) ? [.. Definitions.Served(definition)] : []);

    private JsonObject Accepted(JsonObject definition) =>
        DefinitionStatus.Of(definition, cluster.Store.List(BuiltInTypes.CustomResourceDefinitions, "").Items, cluster.Now());

    /// <summary>The server writes a status as any writer of that subresource does, under a name of its own.</summary>
    private void Write(string name, Func<JsonObject, JsonObject> status)
    {
        var write = new FieldWrite(BuiltInTypes.CustomResourceDefinitions, "status", Manager, cluster.Now());
        cluster.Store.Update(BuiltInTypes.CustomResourceDefinitions, "", name, current =>
        {
            var before = (JsonObject)current.DeepClone();
            current["status"] = status(before);
            write.Ask(before, current)(current);
            return current;
        });
    }

    private void Replace(JsonObject definition, ResourceType[] types) =>
        cluster.Types.Replace(definition.FieldText("spec.group"), definition.FieldText("spec.names.plural"), types);
}
