using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using DemoApp.Lab.KubeApi.Writing;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Hostile;

/// <summary>Valid requests, rewritten by chance. A failure prints the seed that repeats it.</summary>
public sealed class FuzzTests : IAsyncLifetime
{
    private const int Requests = 3000;
    /// <summary>What a genuine server, too, says with 500: a number that is none, a configuration that does not fit its kind, a node that is gone.</summary>
    private static readonly string[] Genuine500 = ["is registered for version", "strconv.Parse", "failed to create typed patch object",
        "no node of this cluster runs"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly Attack[] Starts = Valid();
    private static readonly Gen<Attack> Attacks = Gen.Select(
        Gen.Int[0, Starts.Length - 1], Gen.Select(Gen.Int[0, Attack.Kinds - 1], Gen.Int[0, 400], Gen.Int[0, 99]).Array[1, 4],
        (start, steps) => steps.Aggregate(Starts[start], (attack, step) => attack.Rewritten(step.Item1, step.Item2, step.Item3)));

    private RunningApi api = null!;
    private HttpClient http = null!;

    public async ValueTask InitializeAsync()
    {
        api = await RunningApi.StartAsync();
        http = api.Http();
        http.Timeout = Patience;
        foreach (var valid in Starts.Where(v => v.Method == "POST"))
        {
            await SendAsync(valid);
        }
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await api.DisposeAsync();
    }

    [Fact]
    public async Task Api_AskedAnything_AnswersInItsOwnWordsAndLives()
    {
        await Attacks.SampleAsync(SendAsync, iter: Requests, threads: 4);

        using var fresh = api.Http();
        await fresh.StillAnswersAsync();
    }

    private async Task SendAsync(Attack attack)
    {
        using var request = new HttpRequestMessage(new HttpMethod(attack.Method), $"{api.Address.GetLeftPart(UriPartial.Authority)}{attack.Path}?{attack.Query}");
        if (attack.Body.Length > 0)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(attack.Body));
            request.Content.Headers.ContentType = new(attack.MediaType);
        }
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var code = (int)answer.StatusCode;
        if (code < 400 || attack.Method == "HEAD")
        {
            return;
        }
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        HostileApi.SaysNothingOfItsInside(text);
        Assert.True(code is < 500 or 501 or 502 or 504 || (code == 500 && Genuine500.Any(words => text.Contains(words, StringComparison.Ordinal))), $"{code} {text}");
    }

    /// <summary>One of everything: kinds with defaults, rules and tables of their own, each kind of write and of read.</summary>
    private static Attack[] Valid()
    {
        const string Default = "/api/v1/namespaces/default", Widgets = "/apis/example.com/v1/namespaces/default/widgets", Json = "application/json";
        const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Sets = "/apis/apps/v1/namespaces/default/statefulsets";
        return
        [
            Create(Definitions, Samples.Definition), Create(Widgets, Samples.Widget), Create($"{Default}/services", Samples.Service), Create($"{Default}/pods", Samples.Pod),
            Create($"{Default}/configmaps", "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, labels: {a: b}, annotations: {x: y}, finalizers: [example.com/f]}, data: {k: v}, binaryData: {b: eA==}}"),
            Create($"{Default}/secrets", "{apiVersion: v1, kind: Secret, metadata: {name: s}, type: Opaque, stringData: {k: v}, data: {d: eA==}}"),
            Create($"{Default}/endpoints", "{apiVersion: v1, kind: Endpoints, metadata: {name: testdb}, subsets: [{addresses: [{ip: 10.0.0.1, targetRef: {kind: Pod, name: p1}}], ports: [{name: redis, port: 1}]}]}"),
            Create("/api/v1/namespaces", "{apiVersion: v1, kind: Namespace, metadata: {name: other}}"),
            Create($"{Default}/events", "{apiVersion: v1, kind: Event, metadata: {name: e}, involvedObject: {kind: Pod, name: p1, namespace: default}, reason: R, message: m, type: Normal, count: 1}"),
            Create(Sets, "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: set}, spec: {replicas: 3, serviceName: testdb, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}}}"),
            Create("/apis/coordination.k8s.io/v1/namespaces/default/leases", "{apiVersion: coordination.k8s.io/v1, kind: Lease, metadata: {name: l}, spec: {holderIdentity: me, leaseDurationSeconds: 15}}"),
            new("PATCH", $"{Widgets}/w1", "", "application/merge-patch+json", """{"metadata":{"labels":{"x":"y"}},"spec":{"nodes":5,"on":null}}"""),
            new("PATCH", $"{Widgets}/w1/status", "", "application/merge-patch+json", """{"status":{"state":"Running","list":[1,{"a":"b"}]}}"""),
            new("PATCH", $"{Widgets}/w1", "", "application/json-patch+json", """[{"op":"test","path":"/spec/nodes","value":3},{"op":"replace","path":"/spec/nodes","value":7},{"op":"copy","from":"/spec","path":"/metadata/x"}]"""),
            new("PATCH", $"{Default}/services/testdb", "", "application/strategic-merge-patch+json", """{"spec":{"ports":[{"port":12000,"targetPort":8443},{"port":2,"name":"b"}],"selector":{"a":null}}}"""),
            new("PATCH", $"{Default}/pods/p1", "", "application/strategic-merge-patch+json", """{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"main","image":"x"},{"$patch":"delete","name":"side"}]}}"""),
            new("PATCH", $"{Default}/pods/p1/status", "", "application/merge-patch+json", """{"status":{"phase":"Running","containerStatuses":[{"name":"main","ready":true,"restartCount":1,"state":{"running":{}},"lastState":{"terminated":{"finishedAt":"2026-01-01T00:00:00Z"}}}]}}"""),
            new("PATCH", $"{Default}/configmaps/c", "fieldManager=me&force=true", "application/apply-patch+yaml", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c","labels":{"l":"m"}},"data":{"k":"x"}}"""),
            new("PATCH", $"{Widgets}/w1", "", "application/merge-patch+json",
                """{"metadata":{"managedFields":[{"manager":"me","operation":"Apply","apiVersion":"example.com/v1","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:nodes":{},"k:{\"a\":1}":{".":{}}}}}]}}"""),
            new("PUT", $"{Default}/configmaps/c", "", Json, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"},"data":{"k":"w"}}"""),
            new("DELETE", $"{Default}/configmaps/c", "", Json, """{"kind":"DeleteOptions","apiVersion":"v1","gracePeriodSeconds":0,"propagationPolicy":"Foreground","preconditions":{"uid":"x","resourceVersion":"1"}}"""),
            new("DELETE", $"{Default}/pods", "labelSelector=app%3Dredis", Json, ""),
            new("POST", $"{Default}/pods/p1/eviction", "", Json, """{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"p1"},"deleteOptions":{"gracePeriodSeconds":1}}"""),
            new("GET", $"{Default}/pods", "labelSelector=a%3Db&fieldSelector=status.phase%3DRunning&limit=2", Json, ""),
            new("GET", $"{Widgets}", "resourceVersion=0", Json, ""),
            new("GET", $"{Default}/pods/p1/log", "container=main&tailLines=5&sinceSeconds=10", Json, ""),
            new("GET", "/apis", "", Json, ""), new("GET", "/openapi/v2", "", Json, ""), new("GET", "/openapi/v3/apis/apps/v1", "", Json, ""),
        ];

        static Attack Create(string path, string yaml)
        {
            var body = Body.FromYaml(yaml)!;
            (body["metadata"] as JsonObject)!.Remove("namespace");
            return new("POST", path, "", Json, body.ToJsonString());
        }
    }
}
