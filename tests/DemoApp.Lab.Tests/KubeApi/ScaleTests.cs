using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi;

public sealed class ScaleTests : IAsyncLifetime
{
    private const string Crd = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: gadgets.example.com}
        spec:
          group: example.com
          scope: Namespaced
          names: {plural: gadgets, singular: gadget, kind: Gadget}
          versions:
          - name: v1
            served: true
            storage: true
            subresources: {scale: {specReplicasPath: .spec.size, statusReplicasPath: .status.size, labelSelectorPath: .status.selector}}
            schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}
        """;

    private const string Set = """
        apiVersion: apps/v1
        kind: ReplicaSet
        metadata: {name: r}
        spec:
          replicas: 2
          selector: {matchLabels: {app: r}, matchExpressions: [{key: tier, operator: In, values: [a, b]}]}
          template: {metadata: {labels: {app: r, tier: a}}, spec: {containers: [{name: c, image: i}]}}
        """;

    private RunningApi api = null!;

    public async ValueTask InitializeAsync()
    {
        api = await RunningApi.StartAsync();
        await api.KubectlAsync("create namespace redis");
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Scale_OfAWorkload_IsReadAndWrittenAsAScale()
    {
        await api.KubectlAsync("apply -f -", Set);
        using var http = api.Http();
        const string path = "/apis/apps/v1/namespaces/redis/replicasets/r/scale";
        var scale = JsonNode.Parse(await http.GetStringAsync(path, TestContext.Current.CancellationToken))!;
        Assert.Equal(("Scale", "autoscaling/v1", 2), ((string?)scale["kind"], (string?)scale["apiVersion"], (int)scale["spec"]!["replicas"]!));
        Assert.Equal("app=r,tier in (a,b)", (string?)scale["status"]!["selector"]);

        scale["spec"]!["replicas"] = 4;
        Assert.Equal(HttpStatusCode.OK, await SendAsync(http, HttpMethod.Put, path, scale.ToJsonString()));
        Assert.Equal("4/2", (await api.KubectlAsync("get rs r -o jsonpath={.spec.replicas}/{.metadata.generation}")).Text);
        Assert.Equal(HttpStatusCode.Conflict, await SendAsync(http, HttpMethod.Put, path, scale.ToJsonString()));
        scale["metadata"]!.AsObject().Remove("resourceVersion");
        scale["spec"]!["replicas"] = -1;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SendAsync(http, HttpMethod.Put, path, scale.ToJsonString()));
    }

    [Fact]
    public async Task Scale_DeclaredByADefinition_IsFoundByKubectl()
    {
        await api.KubectlAsync("apply -f -", Crd);
        await api.KubectlAsync("wait crd/gadgets.example.com --for=condition=Established --timeout=10s");
        await api.KubectlAsync("apply -f -", """{"apiVersion":"example.com/v1","kind":"Gadget","metadata":{"name":"g"},"spec":{"size":1}}""");
        Assert.Contains("gadget.example.com/g scaled", (await api.KubectlAsync("scale gadget/g --replicas=7")).Text, StringComparison.Ordinal);
        Assert.Equal("7", (await api.KubectlAsync("get gadget g -o jsonpath={.spec.size}")).Text);
    }

    [Fact]
    public async Task Binding_OfAPod_WorksOnce()
    {
        await api.KubectlAsync("run p --image=i");
        using var http = api.Http();
        const string path = "/api/v1/namespaces/redis/pods/p/binding";
        const string binding = """{"apiVersion":"v1","kind":"Binding","metadata":{"name":"p"},"target":{"kind":"Node","name":"lab-node"}}""";
        Assert.Equal(HttpStatusCode.Created, await SendAsync(http, HttpMethod.Post, path, binding));
        Assert.Equal("lab-node/True", (await api.KubectlAsync("get pod p -o jsonpath={.spec.nodeName}/{.status.conditions[0].status}")).Text);
        Assert.Equal(HttpStatusCode.Conflict, await SendAsync(http, HttpMethod.Post, path, binding));
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient http, HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
