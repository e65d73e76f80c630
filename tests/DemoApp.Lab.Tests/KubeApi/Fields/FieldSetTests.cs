using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Fields;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Fields;

public sealed class FieldSetTests
{
    private const string A = """{"f:spec":{".":{},"f:nodes":{},"f:ports":{"k:{\"port\":80}":{".":{},"f:name":{}}}},"f:x":{}}""";
    private const string B = """{"f:spec":{"f:nodes":{},"f:ports":{"k:{\"port\":80}":{"f:name":{}}},"f:other":{}}}""";

    [Theory]
    [InlineData("union", """{"f:spec":{".":{},"f:nodes":{},"f:other":{},"f:ports":{"k:{\"port\":80}":{".":{},"f:name":{}}}},"f:x":{}}""")]
    [InlineData("intersection", """{"f:spec":{"f:nodes":{},"f:ports":{"k:{\"port\":80}":{"f:name":{}}}}}""")]
    [InlineData("difference", """{"f:spec":{".":{},"f:ports":{"k:{\"port\":80}":{}}},"f:x":{}}""")]
    public void Sets_OfTwoManagers_AreReckonedPathByPath(string operation, string expected)
    {
        var (a, b) = (Parse(A), Parse(B));
        var result = operation switch { "union" => a.Union(b), "intersection" => a.Intersection(b), _ => a.Difference(b) };
        Assert.Equal(expected, Text(result));
    }

    [Fact]
    public void Without_AParent_LeavesNothingBelowIt() =>
        Assert.Equal("""{"f:x":{}}""", Text(Parse(A).Without(FieldSet.Path("f:spec"))));

    [Fact]
    public void Writing_AnyOrder_IsCanonical() => Assert.Equal(
        """{"f:a":{},"f:b":{".":{},"k:{\"port\":9443,\"protocol\":\"TCP\"}":{},"k:{\"port\":12000,\"protocol\":\"TCP\"}":{},"v:\"a\"":{},"v:\"b\"":{},"i:2":{},"i:10":{}}}""",
        Text(Parse("""{"f:b":{"i:10":{},"v:\"b\"":{},"k:{\"port\":12000,\"protocol\":\"TCP\"}":{},"i:2":{},"v:\"a\"":{},"k:{\"port\":9443,\"protocol\":\"TCP\"}":{},".":{}},"f:a":{}}""")));

    [Fact]
    public void Paths_OfASet_ReadAsConflictsShowThem() => Assert.Equal(
        [".spec.ports[port=12000,protocol=\"TCP\"].name", ".metadata.finalizers[=\"x\"]"],
        [.. Parse("""{"f:spec":{"f:ports":{"k:{\"port\":12000,\"protocol\":\"TCP\"}":{"f:name":{}}}}}""").Paths(), .. Parse("""{"f:metadata":{"f:finalizers":{"v:\"x\"":{}}}}""").Paths()]);

    [Theory]
    [InlineData("a b c", "b x", "a b c x")]
    [InlineData("a b c", "c a", "b c a")]
    [InlineData("a b", "c d", "a b c d")]
    [InlineData("", "b a", "b a")]
    [InlineData("a b c d", "d b", "a c d b")]
    public void MergedList_KeepsTheAppliedOrder(string live, string applied, string expected) =>
        Assert.Equal(expected, string.Join(' ', FieldItems.Order(Words(live), Words(applied))));

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static FieldSet Parse(string json) => FieldSet.Parse((JsonObject)JsonNode.Parse(json)!);

    private static string Text(FieldSet set) => set.ToJson().ToJsonString(PathElement.Plain);
}
