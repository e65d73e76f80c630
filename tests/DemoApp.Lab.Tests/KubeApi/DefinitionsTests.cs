using Xunit;

namespace DemoApp.Lab.Tests.KubeApi;

public sealed class DefinitionsTests : IAsyncLifetime
{
    private const string Definition = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: gadgets.example.com}
        spec:
          group: example.com
          scope: Namespaced
          names: {kind: Gadget, plural: gadgets, shortNames: [gd]}
          versions:
          - name: v1beta1
            served: true
            storage: false
            schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}
          - name: v1
            served: true
            storage: true
            schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}, lit: {type: boolean}, at: {type: string}}}}}}
            additionalPrinterColumns:
            - {name: Size, type: integer, jsonPath: .spec.size}
            - {name: Lit, type: boolean, jsonPath: .spec.lit}
            - {name: At, type: date, jsonPath: .spec.at}
            - {name: Hidden, type: string, jsonPath: .spec.size, priority: 1}
        """;

    private const string Gadget = """{"apiVersion":"example.com/v1beta1","kind":"Gadget","metadata":{"name":"g1","finalizers":["example.com/f"]},"spec":{"size":3}}""";

    private RunningApi api = null!;

    public async ValueTask InitializeAsync()
    {
        api = await RunningApi.StartAsync();
        await api.SaysAsync("apply -f -", "namespace/redis created", Samples.Namespace);
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Definition_WithLittleSaid_IsFilledInAndSaysWhoWroteItsStatus()
    {
        await DefineAsync();
        await api.SaysAsync("get crd gadgets.example.com -o jsonpath={.spec.names.listKind}/{.spec.names.singular}/{.spec.conversion.strategy}", "GadgetList/gadget/None");
        await api.SaysAsync("get crd gadgets.example.com -o jsonpath={.status.storedVersions}{.status.acceptedNames.kind}",
            "[\"v1\"]Gadget");
        await api.SaysAsync(
            "get crd gadgets.example.com --show-managed-fields -o jsonpath={.metadata.managedFields[?(@.subresource==\"status\")].manager}",
                "kube-apiserver");
    }

    [Fact]
    public async Task Object_OfOneVersion_IsTheSameInTheOther()
    {
        await DefineAsync();
        await api.SaysAsync("apply -f -", "gadget.example.com/g1 created", Gadget);
        await api.SaysAsync("get gadgets.v1.example.com g1 -o jsonpath={.apiVersion}", "example.com/v1");
        await api.SaysAsync("patch gadgets.v1.example.com g1 --type=merge -p {\"spec\":{\"lit\":true}}", "patched");
        await api.SaysAsync("get gadgets.v1beta1.example.com g1 -o jsonpath={.apiVersion}{.spec}",
            "example.com/v1beta1{\"lit\":true,\"size\":3}");
        await api.SaysAsync("get --raw /apis/example.com/v1beta1/namespaces/redis/gadgets",
            "\"apiVersion\":\"example.com/v1beta1\",\"kind\":\"Gadget\"");
        await api.SaysAsync("get --raw /apis/example.com/v1beta1/namespaces/redis/gadgets?watch=true&resourceVersion=0&timeoutSeconds=1",
            "example.com/v1beta1");
    }

    [Fact]
    public async Task Columns_OfEachType_ShowWhatFitsThem()
    {
        await DefineAsync();
        await api.SaysAsync("apply -f -", "created", Gadget);
        await api.SaysAsync("patch gd g1 --type=merge -p {\"spec\":{\"lit\":true,\"at\":\"soon\"}}", "patched");
        await api.SaysAsync("get gd", "NAME   SIZE   LIT    AT\ng1     3      true   <invalid>\n");
        await api.SaysAsync("get gd -o wide", "HIDDEN\ng1     3      true   <invalid>   3\n");
    }

    [Fact]
    public async Task Definition_Deleted_WaitsForItsObjects()
    {
        await DefineAsync();
        await api.SaysAsync("apply -f -", "created", Gadget);
        await api.SaysAsync("delete crd gadgets.example.com --wait=false", "deleted");
        await api.SaysAsync("get crd gadgets.example.com -o jsonpath={.status.conditions[*].type}", "Terminating");
        await api.FailsAsync(
            "create -f -", "create not allowed while custom resource definition is terminating",
                Gadget.Replace("g1", "g2", StringComparison.Ordinal));
        await api.ComesToSayAsync("get gd g1 -o jsonpath={.metadata.deletionTimestamp}", text => text.Length > 0);
        await api.SaysAsync("patch gd g1 --type=merge -p {\"metadata\":{\"finalizers\":null}}", "patched");
        await api.SaysAsync("wait --for=delete crd/gadgets.example.com --timeout=30s", "");
        await api.FailsAsync("get crd gadgets.example.com", "not found");
    }

    [Theory]
    [InlineData("storage: false", "storage: true", "must have exactly one version marked as storage version")]
    [InlineData("plural: gadgets", "plural: Gadgets", "spec.names.plural: Invalid value: \"Gadgets\": a DNS-1035 label must consist of")]
    [InlineData("{name: gadgets.", "{name: things.",
        "metadata.name: Invalid value: \"things.example.com\": must be spec.names.plural+\".\"+spec.group")]
    [InlineData("{size: {type: integer}, lit", "{size: {}, lit",
        "openAPIV3Schema.properties[spec].properties[size].type: Required value: must not be empty for specified object fields")]
    [InlineData("schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}",
        "deprecated: false", "spec.versions[0].schema.openAPIV3Schema: Required value: schemas are required")]
    public async Task Definition_WithAMistake_IsRefusedWithTheGenuineWords(string right, string wrong, string words) =>
        await api.FailsAsync("create -f -", words, Definition.Replace(right, wrong, StringComparison.Ordinal));

    [Fact]
    public async Task Definition_WithANameInUse_IsKeptAndNotServed()
    {
        await DefineAsync();
        var other = Definition.Replace("gadgets", "widgets", StringComparison.Ordinal)
            .Replace("kind: Gadget", "kind: Widget", StringComparison.Ordinal);
        await api.SaysAsync("create -f -", "created", other);
        await api.ComesToSayAsync(
            "get crd widgets.example.com -o jsonpath={.status.conditions[*].message}",
            text => text == "\"gd\" is already in use not all names are accepted");
        await api.FailsAsync("get widgets", "the server doesn't have a resource type \"widgets\"");
    }

    private async Task DefineAsync()
    {
        await api.SaysAsync("create -f -", "created", Definition);
        await api.SaysAsync("wait --for=condition=Established crd/gadgets.example.com --timeout=30s", "condition met");
    }
}
