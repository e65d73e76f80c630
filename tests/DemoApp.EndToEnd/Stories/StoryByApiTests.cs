using System.Net;
using System.Text.Json.Nodes;
using DemoApp.EndToEnd.Running;
using Xunit;

namespace DemoApp.EndToEnd.Stories;

/// <summary>The whole story by the HTTP API: what a script tells to a room without a browser.</summary>
public sealed class StoryByApiTests
{
    private const string BreakA = """{"kind":"break","clusters":["demo-clustera"]}""";
    private const string RepairA = """{"kind":"repair","cluster":"demo-clustera"}""";
    private const string Reset = """{"kind":"reset"}""";

    [Fact]
    public async Task Story_ToldByTheApi_EndsAsItBegan()
    {
        await using var program = await DemoProgram.StartAsync("0.1");
        Assert.Equal(HttpStatusCode.Conflict, (await program.AskAsync(RepairA)).Status);

        var begun = await program.AskAsync(BreakA);
        var early = await program.AskAsync(RepairA);
        Assert.Equal(HttpStatusCode.Conflict, early.Status);
        Assert.Equal(begun.Location!.ToString(), early.Body["operation"]!.GetValue<string>());
        Assert.Equal(500, await Until.SeenAsync("the outage", () => program.StatusAsync("/"), status => status != 200));

        // The break began a comparison: what the own service loses, the client that knows both sites does not.
        await Until.SeenAsync(
            "the comparison", async () => JsonNode.Parse(await program.Http.GetStringAsync("/api/v1/strategies"))!["strategies"]!.AsArray(),
            seen => seen.Count == 4 && Lane(seen, "testdb")["failed"]!.GetValue<int>() > 5
                && Lane(seen, "group") is var group && group["requests"]!.GetValue<int>() > 10 && group["failed"]!.GetValue<int>() * 5 < group["requests"]!.GetValue<int>());

        await program.DoAsync("""{"kind":"federate"}""");
        await program.DoAsync("""{"kind":"route","cluster":"demo-clustera","service":"testdb-federated"}""");
        await Until.SeenAsync("the page by the other cluster", () => program.StatusAsync("/"), status => status == 200);
        var used = await program.AskAsync("""{"kind":"unfederate"}""");
        Assert.Equal((HttpStatusCode.Conflict, "Still in use"), (used.Status, used.Body["title"]!.GetValue<string>()));

        await Until.SeenAsync(
            "the rec to run again", () => program.Http.GetStringAsync(begun.Location), view => !view.Contains("\"running\"", StringComparison.Ordinal));
        var repaired = await program.DoAsync(RepairA);
        Assert.Equal(["succeeded", "succeeded"], repaired.Values);

        var described = await program.KubectlAsync("describe", "rec", "demo-clustera", "-n", "redis");
        Assert.Contains("repair of demo-clustera, asked by presenter", described.Succeeded().Output, StringComparison.Ordinal);

        await program.DoAsync(Reset);
        Assert.Equal("testdb", (await program.KubectlAsync("get", "configmap", "demoapp-route", "-n", "redis", "-o", "jsonpath={.data.service}")).Output);
        Assert.NotEqual(0, (await program.KubectlAsync("get", "svc", "testdb-federated", "-n", "redis")).ExitCode);
        Assert.Equal(200, await program.StatusAsync("/"));
    }

    private static JsonNode Lane(JsonArray lanes, string name) => lanes.First(lane => lane!["name"]!.GetValue<string>() == name)!;

    [Fact]
    public async Task Reset_WithTheMajorityLost_BringsAllBackAndTwiceChangesNothing()
    {
        await using var program = await DemoProgram.StartAsync("0.05");
        await program.DoAsync("""{"kind":"killPods","cluster":"demo-clustera","pods":1}""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await program.AskAsync("""{"kind":"killPods","cluster":"demo-clustera","pods":4}""")).Status);
        await program.DoAsync("""{"kind":"killPods","cluster":"demo-clustera","pods":3}""");
        (await program.KubectlAsync("apply", "-f", Path.Combine(Repository.Root, "k8s", "chaos", "link-cut.yaml"))).Succeeded();
        Assert.NotEqual(200, await program.StatusAsync("/"));

        var first = await program.DoAsync(Reset);
        Assert.Contains("succeeded", first.Values);
        Assert.Equal(200, await program.StatusAsync("/"));
        var version = (await program.KubectlAsync("get", "rec,pods,svc,configmaps", "-n", "redis", "-o", "jsonpath={.items[*].metadata.resourceVersion}")).Output;

        var second = await program.DoAsync(Reset);

        Assert.All(
            second.Where(step => step.Key.Contains("patch", StringComparison.Ordinal) || step.Key.Contains("delete", StringComparison.Ordinal)),
            step => Assert.Equal("skipped", step.Value));
        Assert.Equal(version, (await program.KubectlAsync("get", "rec,pods,svc,configmaps", "-n", "redis", "-o", "jsonpath={.items[*].metadata.resourceVersion}")).Output);
    }
}
