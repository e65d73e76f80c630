using System.Reflection;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Schemas;
using DemoApp.Lab.KubeApi.Types;
using k8s.Models;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Fields;

public sealed class BuiltInSchemasTests
{
    [Theory]
    [InlineData("io.k8s.api.core.v1.ServiceSpec", "ports", """
        {"type":"array","items":{"allOf":[{"$ref":"#/components/schemas/io.k8s.api.core.v1.ServicePort"}],"default":{}},"x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["port","protocol"],"x-kubernetes-patch-merge-key":"port","x-kubernetes-patch-strategy":"merge"}
        """)]
    [InlineData("io.k8s.api.core.v1.ServicePort", "targetPort", """{"$ref":"#/components/schemas/io.k8s.apimachinery.pkg.util.intstr.IntOrString"}""")]
    [InlineData("io.k8s.api.core.v1.ServicePort", "nodePort", """{"type":"integer","format":"int32"}""")]
    [InlineData("io.k8s.api.core.v1.Secret", "data", """{"type":"object","additionalProperties":{"type":"string","format":"byte"}}""")]
    [InlineData("io.k8s.api.core.v1.ResourceRequirements", "limits", """{"type":"object","additionalProperties":{"$ref":"#/components/schemas/io.k8s.apimachinery.pkg.api.resource.Quantity"}}""")]
    [InlineData("io.k8s.api.apps.v1.DeploymentSpec", "template", """{"allOf":[{"$ref":"#/components/schemas/io.k8s.api.core.v1.PodTemplateSpec"}],"default":{}}""")]
    [InlineData("io.k8s.api.coordination.v1.LeaseSpec", "renewTime", """{"$ref":"#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime"}""")]
    [InlineData("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps", "not", """{"$ref":"#/components/schemas/io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps"}""")]
    public void Property_OfAModel_IsDescribedAsInKubernetes(string component, string property, string expected)
    {
        Assert.DoesNotContain(BuiltInTypes.All, t => BuiltInSchemas.NameOf(t.Group, t.Version, t.Kind) is null);
        var schema = BuiltInSchemas.Component(component)?["properties"]?[property];
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), schema), schema?.ToJsonString());
    }

    [Fact]
    public void Required_FieldsOfAUser_AreNamed()
    {
        Assert.DoesNotContain(BuiltInTypes.All, t => BuiltInSchemas.NameOf(t.Group, t.Version, t.Kind) is null);
        Assert.Equal("""["port"]""", BuiltInSchemas.Component("io.k8s.api.core.v1.ServicePort")?["required"]?.ToJsonString());
        Assert.Equal("""["containers"]""", BuiltInSchemas.Component("io.k8s.api.core.v1.PodSpec")?["required"]?.ToJsonString());
        Assert.Equal("""["selector","template"]""", BuiltInSchemas.Component("io.k8s.api.apps.v1.DeploymentSpec")?["required"]?.ToJsonString());
    }

    [Fact]
    public void EveryServedKind_HasASchema_AndEveryReferenceLeadsSomewhere()
    {
        var names = BuiltInTypes.All.Select(t => BuiltInSchemas.NameOf(t.Group, t.Version, t.Kind)).ToList();
        Assert.DoesNotContain(null, names);
        Assert.DoesNotContain(BuiltInSchemas.Closure(names!), name => BuiltInSchemas.Component(name) is null);
    }

    [Fact]
    public void EveryMark_IsOfAFieldThatExists()
    {
        var kinds = typeof(V1Pod).Assembly.GetExportedTypes().Select(t => t.GetCustomAttribute<KubernetesEntityAttribute>()).OfType<KubernetesEntityAttribute>()
            .Where(k => k.ApiVersion == "v1").Select(k => BuiltInSchemas.NameOf(k.Group, k.ApiVersion, k.Kind)).ToList();
        Assert.DoesNotContain(null, kinds);
        var known = BuiltInSchemas.Closure(kinds!);
        var fields = known.SelectMany(name => (BuiltInSchemas.Component(name)!["properties"] as JsonObject ?? []).Select(p => p.Key)
            .Append("").Select(field => $"{name[(name.LastIndexOf('.') + 1)..]}.{field}")).ToHashSet();
        Assert.Empty(BuiltInMarks.Marked.Except(fields));
    }
}
