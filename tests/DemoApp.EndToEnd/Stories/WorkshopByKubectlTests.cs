using System.Text.RegularExpressions;
using DemoApp.EndToEnd.Running;
using Xunit;

namespace DemoApp.EndToEnd.Stories;

/// <summary>The whole workshop by kubectl alone, a transcript a step; the transcripts lie in the folder of that name.</summary>
public sealed partial class WorkshopByKubectlTests
{
    private const string Federated = "'{\"data\":{\"service\":\"testdb-federated\"}}'";
    private const string Own = "'{\"data\":{\"service\":\"testdb\"}}'";

    [Fact]
    public async Task Workshop_FollowedByKubectl_ShowsEachStepAsItsTranscript()
    {
        await using var program = await DemoProgram.StartAsync();
        await SettledAsync(program);
        await StepAsync(program, "1-before", async step =>
        {
            await step.KubectlAsync("-n redis get rec");
            await step.KubectlAsync("-n redis get pods");
            await step.KubectlAsync("-n redis get endpoints");
            await step.PageAsync("/", Served);
        });

        await StepAsync(program, "2-break", async step =>
        {
            await step.KubectlAsync("-n redis patch rec demo-clustera --type merge --patch '{\"spec\":{\"clusterRecovery\":true}}'");
            await Until.SeenAsync("500", () => program.StatusAsync("/"), status => status == 500);
            await step.PageAsync("/", Served);
        });

        await program.RecRunsAgainAsync();
        await Until.SeenAsync("504", () => program.StatusAsync("/"), status => status == 504);
        await StepAsync(program, "3-running-again", async step =>
        {
            await step.KubectlAsync("-n redis get rec");
            await step.KubectlAsync("-n redis exec demo-clustera-0 -c redis-enterprise-node -- rladmin status databases");
            await step.PageAsync("/", Served);
        });

        await StepAsync(program, "4-federate", async step =>
        {
            await step.KubectlAsync("--context demo-clustera -n redis label svc testdb federation=yes");
            await step.KubectlAsync("--context demo-clusterb -n redis label svc testdb federation=yes");
            await step.KubectlAsync("apply -f k8s/federation/testdb-federated.yaml");
            await EndpointsAsync(program, "testdb-federated", 2);
            await step.KubectlAsync("-n redis get endpoints testdb-federated -o yaml");
        });

        // The silent database of A is a ready endpoint still: every other new connection meets it. The page takes one that answers.
        await StepAsync(program, "5-switch", async step =>
        {
            await step.KubectlAsync($"-n redis patch configmap demoapp-route --type merge -p {Federated}");
            await Until.SeenAsync("200", () => program.StatusAsync("/"), status => status == 200);
            await step.PageAsync("/", Served);
            await step.KubectlAsync("-n redis get endpoints testdb");
            await step.KubectlAsync("-n redis exec demo-clustera-0 -c redis-enterprise-node -- rladmin status databases");
        });

        await using var page = new PageWatch(program, "/");
        await StepAsync(program, "6-repair-and-back", async step =>
        {
            await step.KubectlAsync("-n redis exec demo-clustera-0 -c redis-enterprise-node -- rladmin recover all");
            await step.KubectlAsync("-n redis exec demo-clustera-0 -c redis-enterprise-node -- rladmin status databases");
            await Until.SeenAsync("PONG", () => program.RedisAsync(0, "PING"), answer => answer.Output.Trim() == "PONG");
            await step.KubectlAsync($"-n redis patch configmap demoapp-route --type merge -p {Own}");
            await Until.SeenAsync("the way back", () => program.PageAsync("/"), now => Served(now.Body).EndsWith("via testdb", StringComparison.Ordinal));
            await step.PageAsync("/", Served);
        });
        Assert.Equal([200], page.Statuses);
    }

    [Fact]
    public async Task Route_OfNoSuchService_IsRefusedVerbatimAndThePageStays()
    {
        await using var program = await DemoProgram.StartAsync();

        await program.KubectlAsync("-n", "redis", "patch", "configmap", "demoapp-route", "--type", "merge", "-p", """{"data":{"service":"testdb-typo"}}""");

        await Until.SeenAsync(
            "the refusal", () => program.Http.GetStringAsync("/api/v1/clusters/demo-clustera", TestContext.Current.CancellationToken),
            json => json.Contains("\"refused\":\"testdb-typo\"", StringComparison.Ordinal));
        Assert.Equal(200, await program.StatusAsync("/"));
        await Until.TrueAsync("the warning", () => program.Output.Contains("names 'testdb-typo'", StringComparison.Ordinal), () => program.Output);
    }

    private static async Task StepAsync(DemoProgram program, string name, Func<Transcript, Task> type)
    {
        var step = new Transcript(program, name);
        await type(step);
        step.Check();
    }

    /// <summary>Every pod ready and every endpoint written: what the first transcript shows.</summary>
    private static async Task SettledAsync(DemoProgram program)
    {
        await program.RecRunsAgainAsync();
        await Until.SeenAsync(
            "every pod ready",
            async () => (await program.KubectlAsync("-n", "redis", "get", "pods", "-o", "jsonpath={.items[*].status.conditions[?(@.type==\"Ready\")].status}")).Output,
            seen => seen.Split(' ') is { Length: 6 } ready && ready.All(word => word == "True"));
        await EndpointsAsync(program, "demo-clustera", 3);
        await EndpointsAsync(program, "testdb", 1);
        await EndpointsAsync(program, "testdb-headless", 1);
    }

    private static Task EndpointsAsync(DemoProgram program, string service, int count) => Until.SeenAsync(
        $"{count} endpoints of {service}",
        async () => (await program.KubectlAsync("-n", "redis", "get", "endpoints", service, "-o", "jsonpath={.subsets[*].addresses[*].ip}")).Output,
        seen => seen.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == count);

    /// <summary>The page's own words on the way it took.</summary>
    private static string Served(string body) => ServedBy().Match(body) is { Success: true } said ? $"{said.Groups[1].Value} via {said.Groups[2].Value}" : "";

    [GeneratedRegex(@"<code>([^<]+)</code> via <code>([^<]+)</code>")]
    private static partial Regex ServedBy();
}
