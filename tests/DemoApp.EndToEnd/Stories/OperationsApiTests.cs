using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using DemoApp.EndToEnd.Running;
using Xunit;

namespace DemoApp.EndToEnd.Stories;

/// <summary>The HTTP API as a script uses it.</summary>
public sealed class OperationsApiTests
{
    private const string Operations = "/api/v1/operations";
    private const string BreakA = """{"kind":"break","clusters":["demo-clustera"]}""";

    [Fact]
    public async Task Break_ByTheApi_IsGuardedFollowedAndDone()
    {
        await using var program = await DemoProgram.StartAsync("0.1");
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(program, Operations, BreakA, null)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(program, Operations, BreakA, "wrong")).Status);
        foreach (var (body, status) in new[]
        {
            ("{", 400), ("null", 400), ("[]", 400), ("""{"kind":"break"}""", 400), ("""{"kind":"break","cluster":["x"]}""", 400),
            ("""{"kind":"repair","cluster":"nowhere"}""", 422), ("""{"kind":"repair"}""", 400), ("""{"kind":"nonsense"}""", 422), ("""{"kind":"break","clusters":["nowhere"]}""", 422),
            ("""{"kind":"break","cluster":"demo-clustera"}""", 400), ("""{"kind":"route","service":"nowhere"}""", 422),
            ("""{"kind":"break","clusters":["demo-clustera","demo-clusterb"]}""", 409),
        })
        {
            var refused = await PostAsync(program, Operations, body, DemoProgram.Passcode);
            Assert.True((int)refused.Status == status, $"{body}: {(int)refused.Status} {refused.Body}");
            Assert.Equal("application/problem+json", refused.Type);
        }
        Assert.Empty(Read(await program.Http.GetStringAsync(Operations, TestContext.Current.CancellationToken)).AsArray());

        var plan = await PostAsync(program, $"{Operations}?validateOnly=true", BreakA, DemoProgram.Passcode);
        Assert.True(Read(plan.Body)["allowed"]!.GetValue<bool>());

        var begun = await PostAsync(program, Operations, BreakA, DemoProgram.Passcode);
        Assert.Equal(HttpStatusCode.Accepted, begun.Status);
        Assert.NotNull(begun.Location);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(program, Operations, BreakA, DemoProgram.Passcode)).Status);
        var done = await Until.SeenAsync(
            "the operation's end", () => program.Http.GetStringAsync(begun.Location, TestContext.Current.CancellationToken), body => Read(body)["status"]!.GetValue<string>() != "running");
        Assert.Equal("succeeded", Read(done)["status"]!.GetValue<string>());
        Assert.All(Read(done)["steps"]!.AsArray(), step => Assert.Contains(step!["status"]!.GetValue<string>(), (string[])["succeeded", "skipped"]));

        // Its database is silent now: demo-clusterb is the last, whatever the rec of demo-clustera says.
        var last = await PostAsync(program, Operations, """{"kind":"break","clusters":["demo-clusterb"]}""", DemoProgram.Passcode);
        Assert.Equal(HttpStatusCode.Conflict, last.Status);
        Assert.Contains("last healthy", last.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Route_ByTheApi_IsOverWhenThePageTakesIt()
    {
        await using var program = await DemoProgram.StartAsync("0.1");
        var begun = await PostAsync(program, Operations, """{"kind":"route","cluster":"demo-clustera","service":"testdb-federated"}""", DemoProgram.Passcode);
        Assert.Equal(HttpStatusCode.Accepted, begun.Status);

        var done = await Until.SeenAsync(
            "the route", () => program.Http.GetStringAsync(begun.Location, TestContext.Current.CancellationToken), body => Read(body)["status"]!.GetValue<string>() != "running");

        Assert.Equal("succeeded", Read(done)["status"]!.GetValue<string>());
        var map = await program.KubectlAsync("get", "configmap", "demoapp-route", "-n", "redis", "-o", "jsonpath={.data.service}");
        Assert.Equal("testdb-federated", map.Succeeded().Output);
        // A service that is not there yet is a way all the same: the page says what it finds.
        var cluster = Read(await program.Http.GetStringAsync("/api/v1/clusters/demo-clustera", TestContext.Current.CancellationToken));
        Assert.Equal("testdb-federated", cluster["route"]!["service"]!.GetValue<string>());
    }

    [Fact]
    public async Task Feed_CutAndResumed_MissesNothing()
    {
        await using var program = await DemoProgram.StartAsync("0.05");
        var first = await EventsAsync(program, null, events => events.Count >= 1);
        Assert.Equal("snapshot", first[0].Body["kind"]!.GetValue<string>());

        (await program.BreakByKubectlAsync()).Succeeded();
        await program.RecRunsAgainAsync();
        var missed = await EventsAsync(program, first[0].Id, events => events.Count >= 10);

        var sequences = missed.Where(e => e.Body["kind"]!.GetValue<string>() != "heartbeat").Select(e => e.Body["sequence"]!.GetValue<long>()).ToArray();
        var from = first[0].Body["sequence"]!.GetValue<long>();
        Assert.Equal(Enumerable.Range(1, sequences.Length).Select(n => from + n), sequences);
    }

    [Fact]
    public async Task Controls_WithTestdbDead_AnswerAsEver()
    {
        await using var program = await DemoProgram.StartAsync("0.05");
        (await program.BreakByKubectlAsync()).Succeeded();
        await Until.SeenAsync("504", () => program.StatusAsync("/"), status => status == 504);
        foreach (var path in new[] { "/livez", "/readyz", "/health", "/version", "/metrics", "/admin", "/admin/sign-in", "/api/v1/live", "/api/v1/clusters", "/api/v1/clusters/demo-clustera", Operations, "/api/v1/me", "/swagger/v1/swagger.json" })
        {
            Assert.True(await program.StatusAsync(path) == 200, path);
        }
        Assert.Equal(404, await program.StatusAsync("/api/v1/clusters/nowhere"));
    }

    private static JsonNode Read(string body) => JsonNode.Parse(body)!;

    private static async Task<(HttpStatusCode Status, string Body, string? Type, Uri? Location)> PostAsync(DemoProgram program, string path, string body, string? passcode)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = passcode is null ? null : new AuthenticationHeaderValue("Bearer", passcode);
        using var answer = await program.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer.Content.Headers.ContentType?.MediaType, answer.Headers.Location);
    }

    private static async Task<List<(string Id, JsonNode Body)>> EventsAsync(DemoProgram program, string? after, Func<List<(string, JsonNode)>, bool> enough)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/live/stream");
        if (after is not null)
        {
            request.Headers.Add("Last-Event-ID", after);
        }
        using var answer = await program.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var (events, data, id) = (new List<(string, JsonNode)>(), "", "");
        while (!enough(events) && await lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                data = line[5..];
            }
            else if (line.StartsWith("id:", StringComparison.Ordinal))
            {
                id = line[3..].Trim();
            }
            else if (line.Length == 0 && data.Length > 0)
            {
                events.Add((id, Read(data)));
                data = "";
            }
        }
        return events;
    }
}
