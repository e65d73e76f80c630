using System.Net;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;

namespace DemoApp.Lab.KubeApi.Upkeep;

/// <summary>
/// The Service <c>kubernetes</c> by which a cluster's programs find its API server, with the endpoint it listens at just now.
/// </summary>
internal sealed class OwnService(ApiCluster cluster)
{
    private const string Name = "kubernetes";
    private const string Home = "default";
    private static readonly ResourceType Slices = BuiltInTypes.All.First(t => t.Kind == "EndpointSlice");

    /// <summary>Makes the objects that are missing, and leads those that are there to where the server listens.</summary>
    public void Advertise(IPEndPoint at)
    {
        if (!cluster.Options.FurnishesNamespaces)
        {
            return;
        }
        Put(BuiltInTypes.Services, new JsonObject { ["component"] = "apiserver", ["provider"] = Name }, new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["ports"] = new JsonArray(
                    new JsonObject { ["name"] = "https", ["protocol"] = "TCP", ["port"] = 443, ["targetPort"] = at.Port }),
                ["clusterIP"] = "10.96.0.1", ["clusterIPs"] = new JsonArray("10.96.0.1"), ["type"] = "ClusterIP",
                ["sessionAffinity"] = "None",
                ["ipFamilies"] = new JsonArray("IPv4"), ["ipFamilyPolicy"] = "SingleStack", ["internalTrafficPolicy"] = "Cluster",
            },
            ["status"] = new JsonObject { ["loadBalancer"] = new JsonObject() },
        });
        Put(BuiltInTypes.Endpoints, new JsonObject { ["endpointslice.kubernetes.io/skip-mirror"] = "true" }, new JsonObject
        {
            ["subsets"] = new JsonArray(new JsonObject
            {
                ["addresses"] = new JsonArray(new JsonObject { ["ip"] = $"{at.Address}" }),
                ["ports"] = new JsonArray(new JsonObject { ["name"] = "https", ["port"] = at.Port, ["protocol"] = "TCP" }),
            }),
        });
        Put(Slices, new JsonObject { ["kubernetes.io/service-name"] = Name }, new JsonObject
        {
            ["addressType"] = "IPv4",
            ["endpoints"] = new JsonArray(new JsonObject
            {
                ["addresses"] = new JsonArray($"{at.Address}"), ["conditions"] = new JsonObject { ["ready"] = true },
            }),
            ["ports"] = new JsonArray(new JsonObject { ["name"] = "https", ["protocol"] = "TCP", ["port"] = at.Port }),
        });
    }

    private void Put(ResourceType type, JsonObject labels, JsonObject content)
    {
        if (cluster.Store.Find(type, Home, Name) is null)
        {
            var made = new JsonObject
            {
                ["kind"] = type.Kind, ["apiVersion"] = type.ApiVersion,
                ["metadata"] = new JsonObject
                {
                    ["name"] = Name, ["namespace"] = Home, ["uid"] = Guid.NewGuid().ToString(), ["creationTimestamp"] = cluster.Now(),
                    ["labels"] = labels,
                },
            };
            Fill(made, content);
            cluster.Store.Create(type, made);
            return;
        }
        cluster.Store.Update(type, Home, Name, there => Fill(there, content));
    }

    private static JsonObject Fill(JsonObject obj, JsonObject content)
    {
        foreach (var (field, value) in content)
        {
            obj[field] = value?.DeepClone();
        }
        return obj;
    }
}
