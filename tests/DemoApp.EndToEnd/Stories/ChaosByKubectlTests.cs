using DemoApp.EndToEnd.Running;
using Xunit;

namespace DemoApp.EndToEnd.Stories;

/// <summary>The manifests of k8s/chaos, applied and deleted by kubectl; what redis-cli and the page see of them.</summary>
public sealed class ChaosByKubectlTests
{
    [Fact]
    public async Task Chaos_AppliedAndDeletedByKubectl_ComesAndGoesWithoutATrace()
    {
        await using var program = await DemoProgram.StartAsync();
        await using var redis = new RedisWatch(program, 0);
        await Until.TrueAsync("an answer", () => redis.Last == "answered", () => redis.Last);

        await ApplyAsync(program, "testdb-silent");
        await Until.SeenAsync("504", () => program.StatusAsync("/"), status => status == 504);
        await Until.TrueAsync("silence", () => redis.Last == "hung", () => redis.Last);
        Assert.Equal(200, await program.StatusAsync("/sites/demo-clusterb"));
        await DeleteAsync(program, "testdb-silent");
        await Until.SeenAsync("200", () => program.StatusAsync("/"), status => status == 200);
        await Until.TrueAsync("an answer again", () => redis.Last == "answered", () => redis.Last);
        Assert.Equal(["answered", "hung", "answered"], redis.Seen);

        await KillAsync(program);
    }

    [Fact]
    public async Task LinkCut_HoldsBackWhatIsWrittenHere_AndItsEndBringsItThere()
    {
        await using var program = await DemoProgram.StartAsync();
        (await program.RedisAsync(0, "SET", "before", "1")).Succeeded();
        await SeenAtAsync(program, 1, "before");

        await ApplyAsync(program, "link-cut");
        (await program.RedisAsync(0, "SET", "during", "1")).Succeeded();
        (await program.RedisAsync(1, "SET", "back", "1")).Succeeded();
        await SeenAtAsync(program, 0, "back");
        Assert.Equal("", (await program.RedisAsync(1, "GET", "during")).Output.Trim());

        await DeleteAsync(program, "link-cut");
        await SeenAtAsync(program, 1, "during");
    }

    private static Task SeenAtAsync(DemoProgram program, int cluster, string key) => Until.SeenAsync(
        $"{key} in cluster {cluster}", async () => (await program.RedisAsync(cluster, "GET", key)).Output.Trim(), value => value == "1");

    private static async Task KillAsync(DemoProgram program)
    {
        var before = await NodesAsync(program);
        (await program.KubectlAsync("apply", "-f", Manifest("kill-one-node"))).Succeeded();
        var killed = await Until.SeenAsync(
            "the killed pod's name",
            async () => (await program.KubectlAsync(
                "get", "podchaos", "-n", "redis", "kill-one-node", "-o", "jsonpath={.status.experiment.containerRecords[*].id}")).Output,
            id => id.StartsWith("redis/demo-clustera-", StringComparison.Ordinal));
        await Until.SeenAsync(
            $"{killed} made anew",
            () => NodesAsync(program),
            after => after.Split(' ').Length == 3 && after.Split(' ').Except(before.Split(' ')).Count() == 1);
        (await program.KubectlAsync("delete", "-f", Manifest("kill-one-node"), "--timeout=20s")).Succeeded();
    }

    private static async Task<string> NodesAsync(DemoProgram program) =>
        (await program.KubectlAsync("get", "pods", "-n", "redis", "-l", "redis.io/role=node", "-o", "jsonpath={.items[*].metadata.uid}"))
            .Output.Trim();

    private static async Task ApplyAsync(DemoProgram program, string name)
    {
        (await program.KubectlAsync("apply", "-f", Manifest(name))).Succeeded();
        (await program.KubectlAsync("wait", "-n", "redis", "networkchaos", name, "--for=condition=AllInjected", "--timeout=20s")).Succeeded();
    }

    /// <summary>kubectl waits until the object is gone: the fault is undone then.</summary>
    private static async Task DeleteAsync(DemoProgram program, string name) =>
        (await program.KubectlAsync("delete", "-f", Manifest(name), "--timeout=20s")).Succeeded();

    private static string Manifest(string name) => Path.Combine(Repository.Root, "k8s", "chaos", name + ".yaml");
}
