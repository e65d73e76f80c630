using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Access.Rbac;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Access;

public sealed class RuleCoverageTests
{
    private const string Pods = """{"verbs":["get","list"],"apiGroups":[""],"resources":["pods"]}""";

    [Theory]
    [InlineData(Pods, """{"verbs":["get"],"apiGroups":[""],"resources":["pods"]}""", "")]
    [InlineData(Pods, """{"verbs":["get","delete","watch"],"apiGroups":[""],"resources":["pods"]}""", """{APIGroups:[""], Resources:["pods"], Verbs:["delete" "watch"]}""")]
    [InlineData(Pods, """{"verbs":["get"],"apiGroups":[""],"resources":["pods"],"resourceNames":["p1"]}""", "")]
    [InlineData(Pods, """{"verbs":["get"],"apiGroups":["*"],"resources":["pods"]}""", """{APIGroups:["*"], Resources:["pods"], Verbs:["get"]}""")]
    [InlineData("""{"verbs":["get"],"apiGroups":[""],"resources":["pods"],"resourceNames":["p1"]}""", """{"verbs":["get"],"apiGroups":[""],"resources":["pods"]}""",
        """{APIGroups:[""], Resources:["pods"], Verbs:["get"]}""")]
    [InlineData("""{"verbs":["*"],"apiGroups":["*"],"resources":["*/status"]}""", """{"verbs":["get"],"apiGroups":["apps"],"resources":["deployments/status"]}""", "")]
    [InlineData("""{"verbs":["get"],"nonResourceURLs":["/api/*"]}""", """{"verbs":["get"],"nonResourceURLs":["/api/v1","/apis"]}""",
        """{NonResourceURLs:["/apis"], Verbs:["get"]}""")]
    public void Missing_IsWhatNoHeldRuleCovers(string held, string given, string missing) =>
        Assert.Equal(missing, string.Join("\n", RuleCoverage.Missing(Rules(held), Rules(given))));

    private static IReadOnlyList<PolicyRule> Rules(string rule) => PolicyRule.Of(new JsonObject { ["rules"] = new JsonArray(JsonNode.Parse(rule)) });
}
