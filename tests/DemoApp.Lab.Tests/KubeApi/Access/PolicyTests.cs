using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Access;
using DemoApp.Lab.KubeApi.Access.Identities;
using DemoApp.Lab.KubeApi.Access.Rbac;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Access;

public sealed class PolicyTests
{
    private static readonly UserInfo Eve = new("eve", "", ["ops", UserInfo.Authenticated]);

    [Theory]
    [InlineData("""{"verbs":["get"],"apiGroups":[""],"resources":["pods"]}""", "get", "", "pods", "", "p1", true)]
    [InlineData("""{"verbs":["get"],"apiGroups":[""],"resources":["pods"]}""", "list", "", "pods", "", "", false)]
    [InlineData("""{"verbs":["get"],"apiGroups":[""],"resources":["pods"]}""", "get", "apps", "pods", "", "p1", false)]
    [InlineData("""{"verbs":["get"],"apiGroups":[""],"resources":["pods"]}""", "get", "", "pods", "log", "p1", false)]
    [InlineData("""{"verbs":["get"],"apiGroups":[""],"resources":["pods/log"]}""", "get", "", "pods", "log", "p1", true)]
    [InlineData("""{"verbs":["get"],"apiGroups":[""],"resources":["pods/log"]}""", "get", "", "pods", "", "p1", false)]
    [InlineData("""{"verbs":["get"],"apiGroups":["*"],"resources":["*/status"]}""", "get", "apps", "deployments", "status", "d1", true)]
    [InlineData("""{"verbs":["get"],"apiGroups":["*"],"resources":["*/status"]}""", "get", "apps", "deployments", "scale", "d1", false)]
    [InlineData("""{"verbs":["*"],"apiGroups":["*"],"resources":["*"]}""", "create", "", "pods", "exec", "p1", true)]
    [InlineData("""{"verbs":["get"],"apiGroups":[""],"resources":["pods"],"resourceNames":["p1"]}""", "get", "", "pods", "", "p1", true)]
    [InlineData("""{"verbs":["get"],"apiGroups":[""],"resources":["pods"],"resourceNames":["p1"]}""", "get", "", "pods", "", "p2", false)]
    [InlineData("""{"verbs":["list"],"apiGroups":[""],"resources":["pods"],"resourceNames":["p1"]}""", "list", "", "pods", "", "", false)]
    [InlineData("""{"verbs":["*"],"nonResourceURLs":["*"]}""", "get", "", "pods", "", "p1", false)]
    public void Rule_OfAResource_AllowsWhatItNamesAndNothingElse(
        string rule, string verb, string group, string resource, string subresource, string name, bool allowed) =>
        Assert.Equal(allowed, Granting(rule).Decide(new(Eve, verb) { Group = group, Resource = resource, Subresource = subresource, Name = name, Namespace = "redis" }).Allowed);

    [Theory]
    [InlineData("/healthz", "/healthz", true)]
    [InlineData("/healthz", "/healthz/etcd", false)]
    [InlineData("/healthz/*", "/healthz/etcd", true)]
    [InlineData("/healthz/*", "/healthz", false)]
    [InlineData("*", "/anything", true)]
    public void Rule_OfPaths_CoversByPrefix(string pattern, string path, bool allowed) => Assert.Equal(
        allowed, Granting($$"""{"verbs":["get"],"nonResourceURLs":["{{pattern}}"]}""").Decide(new(Eve, "get") { Path = path }).Allowed);

    [Theory]
    [InlineData("User", "eve", "", true)]
    [InlineData("User", "ops", "", false)]
    [InlineData("Group", "ops", "", true)]
    [InlineData("Group", "eve", "", false)]
    [InlineData("ServiceAccount", "sa", "redis", false)]
    public void Subject_OfEachKind_MeansOnlyItsOwn(string kind, string name, string ns, bool means) => Assert.Equal(means, new Subject(kind, name, ns).Means(Eve));

    [Fact]
    public void Subject_ServiceAccountWithoutNamespace_IsOneOfTheBindingsNamespace()
    {
        var subject = Subject.Of((JsonObject)JsonNode.Parse("""{"kind":"ServiceAccount","name":"sa"}""")!, "redis");
        Assert.True(subject.Means(new(ServiceAccountUser.Name("redis", "sa"), "", [])));
        Assert.Equal("ServiceAccount \"sa/redis\"", subject.ToString());
    }

    [Fact]
    public void RoleBinding_InOneNamespace_HoldsThereOnly()
    {
        var policy = new Policy([], [Role("redis", """{"verbs":["get"],"apiGroups":[""],"resources":["pods"]}""")], [], [Binding("redis", "Role")]);
        Assert.Equal("RBAC: allowed by RoleBinding \"b/redis\" of Role \"r\" to User \"eve\"", policy.Decide(Ask("redis")).Reason);
        Assert.False(policy.Decide(Ask("default")).Allowed);
        Assert.False(policy.Decide(Ask("")).Allowed);
    }

    [Fact]
    public void RoleBinding_OfARoleThatIsNotThere_SaysSo() => Assert.Equal(
        new Decision(false, "RBAC: clusterrole.rbac.authorization.k8s.io \"r\" not found"),
        new Policy([], [], [], [Binding("redis", "ClusterRole")]).Decide(Ask("redis")));

    private static Attributes Ask(string ns) => new(Eve, "get") { Resource = "pods", Name = "p1", Namespace = ns };

    private static Policy Granting(string rule) => new([Role("", rule)], [], [Binding("", "ClusterRole")], []);

    private static JsonObject Role(string ns, string rule) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = "r", ["namespace"] = ns }, ["rules"] = new JsonArray(JsonNode.Parse(rule)),
    };

    private static JsonObject Binding(string ns, string kind) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = "b", ["namespace"] = ns },
        ["roleRef"] = new JsonObject { ["kind"] = kind, ["name"] = "r" },
        ["subjects"] = new JsonArray(new JsonObject { ["kind"] = "User", ["name"] = "eve" }),
    };
}
