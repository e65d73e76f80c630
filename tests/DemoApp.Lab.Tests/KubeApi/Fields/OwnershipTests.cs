using System.Text;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Fields;
using DemoApp.Lab.KubeApi.Schemas;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;
using DemoApp.Lab.KubeApi.Writing;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Fields;

/// <summary>Transcripts: who writes what, and then the object and who owns which fields of it.</summary>
public sealed class OwnershipTests
{
    private static readonly ResourceType Widget = new("example.com", "v1", "Widget", "widgets", true)
    {
        IsCustom = true, HasStatus = true, Schema = (JsonObject)Body.FromYaml("""
            type: object
            properties:
              spec:
                type: object
                properties:
                  nodes: {type: integer}
                  tags: {type: array, x-kubernetes-list-type: set, items: {type: string}}
                  whole: {type: array, items: {type: string}}
                  parts: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [name], items: {type: object, properties: {name: {type: string}, size: {type: integer}}}}
                  options: {type: object, additionalProperties: {type: string}}
                  free: {type: object, x-kubernetes-preserve-unknown-fields: true}
              status: {type: object, x-kubernetes-preserve-unknown-fields: true}
            """)!,
    };

    [Theory]
    [InlineData("a field goes with its last applier, with what hangs on it", """
        m1 applies {spec: {nodes: 3, options: {a: x}}}
        m1 applies {spec: {options: {a: x}}}
        ----
        {"spec":{"options":{"a":"x"}}}
        m1 Apply {"f:spec":{"f:options":{"f:a":{}}}}
        """)]
    [InlineData("equal values are shared, and stay while one owner is left", """
        m1 applies {spec: {nodes: 3}}
        m2 applies {spec: {nodes: 3}}
        m1 applies {}
        ----
        {"spec":{"nodes":3}}
        m2 Apply {"f:spec":{"f:nodes":{}}}
        """)]
    [InlineData("another's value is a conflict", """
        m1 applies {spec: {nodes: 3}}
        m2 applies {spec: {nodes: 5}}
        ----
        409 Apply failed with 1 conflict: conflict with "m1": .spec.nodes
        {"spec":{"nodes":3}}
        m1 Apply {"f:spec":{"f:nodes":{}}}
        """)]
    [InlineData("several conflicts are listed by manager", """
        m1 applies {spec: {nodes: 3, whole: [a]}}
        m2 updates {spec: {nodes: 4, whole: [a], options: {x: y}}}
        m3 applies {spec: {nodes: 5, whole: [b], options: {x: z}}}
        ----
        409 Apply failed with 3 conflicts: conflicts with "m1":
        - .spec.whole
        conflicts with "m2" using example.com/v1:
        - .spec.nodes
        - .spec.options.x
        {"spec":{"nodes":4,"whole":["a"],"options":{"x":"y"}}}
        m1 Apply {"f:spec":{"f:whole":{}}}
        m2 Update {"f:spec":{"f:nodes":{},"f:options":{".":{},"f:x":{}}}}
        """)]
    [InlineData("force takes it", """
        m1 applies {spec: {nodes: 3}}
        m2 forces {spec: {nodes: 5}}
        ----
        {"spec":{"nodes":5}}
        m2 Apply {"f:spec":{"f:nodes":{}}}
        """)]
    [InlineData("lists of named things and sets merge, whole ones are replaced", """
        m1 applies {spec: {parts: [{name: a, size: 1}], tags: [x], whole: [p]}}
        m2 applies {spec: {parts: [{name: b, size: 2}], tags: [y]}}
        m1 applies {spec: {parts: [{name: a}], whole: [q, r]}}
        ----
        {"spec":{"parts":[{"name":"a"},{"name":"b","size":2}],"tags":["y"],"whole":["q","r"]}}
        m1 Apply {"f:spec":{"f:parts":{"k:{\"name\":\"a\"}":{".":{},"f:name":{}}},"f:whole":{}}}
        m2 Apply {"f:spec":{"f:parts":{"k:{\"name\":\"b\"}":{".":{},"f:name":{},"f:size":{}}},"f:tags":{"v:\"y\"":{}}}}
        """)]
    [InlineData("an update has what it changed, and takes it from an applier", """
        m1 applies {spec: {nodes: 3, options: {a: x}}}
        m2 updates {spec: {nodes: 4, options: {a: x, b: y}}}
        m2 updates {spec: {nodes: 4, options: {b: y}}}
        ----
        {"spec":{"nodes":4,"options":{"b":"y"}}}
        m2 Update {"f:spec":{"f:nodes":{},"f:options":{"f:b":{}}}}
        """)]
    [InlineData("an update that changes nothing owns nothing", """
        m1 updates {spec: {nodes: 3}}
        m2 updates {spec: {nodes: 3}}
        ----
        {"spec":{"nodes":3}}
        m1 Update {"f:spec":{".":{},"f:nodes":{}}}
        """)]
    [InlineData("what no schema describes merges by its values", """
        m1 applies {spec: {free: {a: {b: 1}, list: [1]}}}
        m2 applies {spec: {free: {a: {c: 2}}}}
        ----
        {"spec":{"free":{"a":{"b":1,"c":2},"list":[1]}}}
        m1 Apply {"f:spec":{"f:free":{"f:a":{".":{},"f:b":{}},"f:list":{}}}}
        m2 Apply {"f:spec":{"f:free":{"f:a":{".":{},"f:c":{}}}}}
        """)]
    [InlineData("mistakes are told by path", """
        m1 applies {spec: {nodes: x, nosuch: 1, parts: [{size: 1}]}}
        ----
        500 failed to create typed patch object (/; example.com/v1, Kind=Widget): errors:
          .spec.nodes: expected numeric (int or float), got string
          .spec.nosuch: field not declared in schema
          .spec.parts: element 0: associative list with keys has an element that omits key field "name" (and doesn't have default value)
        """)]
    public void Writes_OneAfterAnother_LeaveTheirOwners(string why, string transcript) => Assert.Equal(transcript.ReplaceLineEndings("\n").Trim(), Play(transcript, why));

    [Theory]
    [InlineData("Service", """{spec: {type: ClusterIP, sessionAffinity: None, internalTrafficPolicy: Cluster, ports: [{port: 80, protocol: TCP, targetPort: 80}]}, status: {loadBalancer: {}}}""",
        """{"f:spec":{"f:internalTrafficPolicy":{},"f:ports":{".":{},"k:{\"port\":80,\"protocol\":\"TCP\"}":{".":{},"f:port":{},"f:protocol":{},"f:targetPort":{}}},"f:sessionAffinity":{},"f:type":{}}}""")]
    [InlineData("Secret", """{data: {a: Yg==}, type: Opaque}""", """{"f:data":{".":{},"f:a":{}},"f:type":{}}""")]
    [InlineData("Event", """{count: 1, involvedObject: {kind: Pod}, source: {component: x}, type: Normal}""",
        """{"f:count":{},"f:involvedObject":{},"f:source":{"f:component":{}},"f:type":{}}""")]
    [InlineData("Endpoints", """{metadata: {labels: {app: x}}, subsets: [{addresses: [{ip: 10.0.0.1}]}]}""", """{"f:metadata":{"f:labels":{".":{},"f:app":{}}},"f:subsets":{}}""")]
    [InlineData("Pod", """{spec: {containers: [{name: a, image: x, resources: {}, ports: [{containerPort: 8443, protocol: TCP}]}], securityContext: {}}}""",
        """{"f:spec":{"f:containers":{"k:{\"name\":\"a\"}":{".":{},"f:image":{},"f:name":{},"f:ports":{".":{},"k:{\"containerPort\":8443,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{},"f:protocol":{}}},"f:resources":{}}},"f:securityContext":{}}}""")]
    [InlineData("CustomResourceDefinition", """{spec: {conversion: {strategy: None}, group: g, names: {kind: K, shortNames: [k]}, scope: Namespaced, versions: [{name: v1}]}}""",
        """{"f:spec":{"f:conversion":{".":{},"f:strategy":{}},"f:group":{},"f:names":{"f:kind":{},"f:shortNames":{}},"f:scope":{},"f:versions":{}}}""")]
    [InlineData("Deployment", """{spec: {replicas: 1, selector: {matchLabels: {app: a}}, strategy: {type: Recreate}, template: {metadata: {labels: {app: a}}, spec: {containers: [{name: a}]}}}}""",
        """{"f:spec":{"f:replicas":{},"f:selector":{},"f:strategy":{"f:type":{}},"f:template":{"f:metadata":{"f:labels":{".":{},"f:app":{}}},"f:spec":{"f:containers":{"k:{\"name\":\"a\"}":{".":{},"f:name":{}}}}}}}""")]
    public void BuiltInKind_Created_IsOwnedAsOnAGenuineServer(string kind, string yaml, string expected)
    {
        var type = BuiltInTypes.All.Single(t => t.Kind == kind);
        var obj = (JsonObject)Body.FromYaml(yaml)!;
        new FieldWrite(type, "", "golden", "2026-11-22T21:29:04Z").Ask(null, obj)(obj);
        var entry = obj.Metadata()["managedFields"]![0]!;
        Assert.Equal(expected, entry["fieldsV1"]!.ToJsonString(PathElement.Plain));
    }

    private static string Play(string transcript, string why)
    {
        var (lines, said) = (transcript.ReplaceLineEndings("\n").Trim().Split('\n').TakeWhile(l => l != "----").ToList(), new StringBuilder());
        JsonObject? obj = null;
        foreach (var line in lines)
        {
            said.Append(line).Append('\n');
        }
        said.Append("----\n");
        foreach (var words in lines.Select(l => l.Split(' ', 3)))
        {
            var content = (JsonObject)Body.FromYaml(words[2])!;
            (content["apiVersion"], content["kind"]) = (Widget.ApiVersion, Widget.Kind);
            var write = new FieldWrite(Widget, "", words[0], "2026-11-22T21:29:04Z");
            try
            {
                if (words[1] == "updates")
                {
                    var own = write.Ask(obj, content);
                    content.Metadata()["managedFields"] = obj?.Metadata()["managedFields"]?.DeepClone();
                    own(content);
                    obj = content;
                }
                else
                {
                    var (requested, own) = write.Apply(obj, content, words[1] == "forces");
                    own(requested);
                    obj = requested;
                }
            }
            catch (ApiError e)
            {
                said.Append(e.Code).Append(' ').Append(e.Message).Append('\n');
            }
        }
        if (obj is not null)
        {
            var rest = (JsonObject)obj.DeepClone();
            foreach (var field in (string[])["apiVersion", "kind", "metadata"])
            {
                rest.Remove(field);
            }
            said.Append(rest.ToJsonString(PathElement.Plain)).Append('\n');
            foreach (var entry in (JsonArray)(obj.Metadata()["managedFields"] ?? new JsonArray()))
            {
                said.Append(entry!["manager"]).Append(' ').Append(entry["operation"]).Append(' ').Append(entry["fieldsV1"]!.ToJsonString(PathElement.Plain)).Append('\n');
            }
        }
        Assert.NotEmpty(why);
        return said.ToString().Trim();
    }
}
