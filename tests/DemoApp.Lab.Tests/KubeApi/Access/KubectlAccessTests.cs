using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Access;

public sealed class KubectlAccessTests : IAsyncLifetime
{
    private const string View = "--context demo-clustera-view ";
    private RunningApi api = null!;

    public async ValueTask InitializeAsync()
    {
        api = await RunningApi.StartAsync();
        await AppliesAsync(Samples.Namespace);
        await SaysAsync("-n redis create serviceaccount sa1", "serviceaccount/sa1 created");
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Whoami_BothIdentities_SaysNameAndGroups()
    {
        await SaysAsync("auth whoami", "Username    presenter", "Groups      [system:masters system:authenticated]");
        await SaysAsync(View + "auth whoami", "Username    viewer", "Groups      [workshop:viewers system:authenticated]");
    }

    [Fact]
    public async Task CanI_BothIdentities_TellsTheTruth()
    {
        await SaysAsync("auth can-i delete pods -n redis", "yes");
        await SaysAsync(View + "auth can-i list pods -n redis", "yes");
        await SaysAsync(View + "auth can-i get pods --subresource=log", "yes");
        await FailsAsync(View + "auth can-i get secrets", "no");
        await FailsAsync(View + "auth can-i delete pods", "no");
        await FailsAsync(View + "auth can-i get /metrics", "no");
        await SaysAsync(View + "auth can-i get /healthz", "yes");
        await FailsAsync("auth can-i list pods --as=nobody", "no");
    }

    [Fact]
    public async Task CanIList_Viewer_ListsWhatViewAllowsAndNoSecrets()
    {
        var (exit, text) = await api.KubectlAsync(View + "auth can-i --list");
        Assert.Equal(0, exit);
        Assert.Matches(@"selfsubjectaccessreviews\.authorization\.k8s\.io +\[\] +\[\] +\[create\]", text);
        Assert.Matches(@"\npods +\[\] +\[\] +\[get list watch\]", text);
        Assert.DoesNotContain("secrets", text, StringComparison.Ordinal);
        await SaysAsync("auth can-i --list", "*.*");
    }

    [Fact]
    public async Task Viewer_LooksAndChanges_IsRefusedOnlyTheChange()
    {
        await AppliesAsync(Samples.Pod);
        await SaysAsync(View + "get pods", "p1");
        await SaysAsync(View + "get pods -A", "p1");
        await FailsAsync(View + "delete pod p1",
            "Error from server (Forbidden): pods \"p1\" is forbidden: User \"viewer\" cannot delete resource \"pods\" in API group \"\" in the namespace \"redis\"");
        await FailsAsync(View + "get secrets", "secrets is forbidden: User \"viewer\" cannot list resource \"secrets\" in API group \"\" in the namespace \"redis\"");
        await FailsAsync(View + "get nodes", "cannot list resource \"nodes\" in API group \"\" at the cluster scope");
        await FailsAsync(View + "exec p1 -- ls", "User \"viewer\" cannot create resource \"pods/exec\" in API group \"\" in the namespace \"redis\"");
        await FailsAsync("--token=wrong get pods", "You must be logged in to the server");
    }

    [Fact]
    public async Task RolesAndBindings_CreatedByKubectl_AreInForceAtOnce()
    {
        await SaysAsync("-n redis create role reader --verb=get,list --resource=configmaps,pods/log", "role.rbac.authorization.k8s.io/reader created");
        await FailsAsync("-n redis auth can-i list cm --as=eve", "no");
        await SaysAsync("-n redis create rolebinding eve --role=reader --user=eve --serviceaccount=redis:sa1", "rolebinding.rbac.authorization.k8s.io/eve created");
        await SaysAsync("-n redis auth can-i list cm --as=eve", "yes");
        await SaysAsync("-n redis auth can-i list cm --as=system:serviceaccount:redis:sa1", "yes");
        await FailsAsync("-n default auth can-i list cm --as=eve", "no");
        await SaysAsync("-n redis get rolebindings -o wide", "eve    Role/reader", "redis/sa1");
        await SaysAsync("create clusterrole pinger --verb=get --non-resource-url=/metrics", "clusterrole.rbac.authorization.k8s.io/pinger created");
        await SaysAsync("create clusterrolebinding pingers --clusterrole=pinger --group=ops", "clusterrolebinding.rbac.authorization.k8s.io/pingers created");
        await SaysAsync("auth can-i get /metrics --as=eve --as-group=ops", "yes");
        await SaysAsync("get clusterrole", "NAME", "CREATED AT", "system:basic-user");
        await SaysAsync("describe clusterrole pinger", "[/metrics]");
        await SaysAsync("-n redis delete rolebinding eve", "deleted");
        await FailsAsync("-n redis auth can-i list cm --as=eve", "no");
    }

    [Fact]
    public async Task AggregatedRole_PartAdded_ItsRulesJoinView()
    {
        await AppliesAsync(Samples.Definition);
        await SaysAsync("wait --for=condition=Established crd/widgets.example.com --timeout=10s", "condition met");
        await FailsAsync(View + "get widgets", "cannot list resource \"widgets\" in API group \"example.com\"");
        await AppliesAsync("""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata:
              name: widgets-view
              labels: {rbac.authorization.k8s.io/aggregate-to-view: "true"}
            rules:
            - {apiGroups: [example.com], resources: [widgets], verbs: [get, list, watch]}
            """);
        await SaysAsync("wait clusterrole/view --for=jsonpath={.rules[?(@.resources[0]==\"widgets\")].apiGroups[0]}=example.com --timeout=10s", "condition met");
        await SaysAsync(View + "auth can-i list widgets.example.com", "yes");
        await SaysAsync(View + "get widgets", "No resources found");
    }

    [Fact]
    public async Task Token_CreatedForAServiceAccount_IsThatAccount()
    {
        var (_, token) = await api.KubectlAsync("-n redis create token sa1 --duration=20m");
        await SaysAsync($"--token={token.Trim()} auth whoami",
            "Username                                            system:serviceaccount:redis:sa1",
            "[system:serviceaccounts system:serviceaccounts:redis system:authenticated]");
        await FailsAsync($"--token={token.Trim()} -n redis get pods", "User \"system:serviceaccount:redis:sa1\" cannot list resource \"pods\"");
        await FailsAsync("-n redis create token sa1 --duration=1m", "may not specify a duration less than 10 minutes");
        await FailsAsync("-n redis create token nobody", "serviceaccounts \"nobody\" not found");
        await SaysAsync("-n redis delete serviceaccount sa1", "deleted");
        await FailsAsync($"--token={token.Trim()} auth whoami", "You must be logged in to the server");
    }

    private Task SaysAsync(string arguments, params string[] expected) => RunsAsync(arguments, null, expected);

    private Task AppliesAsync(string yaml) => RunsAsync("apply -f -", yaml, "created");

    private async Task RunsAsync(string arguments, string? input, params string[] expected)
    {
        var (exit, text) = await api.KubectlAsync(arguments, input);
        Assert.All(expected, e => Assert.Contains(e, text, StringComparison.Ordinal));
        Assert.True(exit == 0, text);
    }

    private async Task FailsAsync(string arguments, string expected)
    {
        var (exit, text) = await api.KubectlAsync(arguments);
        Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.NotEqual(0, exit);
    }
}
