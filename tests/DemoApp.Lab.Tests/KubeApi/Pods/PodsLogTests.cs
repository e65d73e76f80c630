using System.Net;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Pods;

public sealed class PodsLogTests(PodsFixture pods) : IClassFixture<PodsFixture>
{
    [Theory]
    [InlineData("tailLines=2", "line 3 of p1/main\nline 4 of p1/main\n")]
    [InlineData("tailLines=0", "")]
    [InlineData("tailLines=1&timestamps=true", "2025-01-01T00:00:04.000000000Z line 4 of p1/main\n")]
    [InlineData("limitBytes=20", "line 0 of p1/main\nli")]
    [InlineData("sinceTime=2025-01-01T00:00:03Z", "line 3 of p1/main\nline 4 of p1/main\n")]
    [InlineData("sinceSeconds=60", "")]
    public async Task Log_GivesThePartAskedFor(string query, string expected)
    {
        using var http = pods.Api.Http();
        Assert.Equal(expected, await http.GetStringAsync($"{PodsFixture.Pod}/log?container=main&{query}", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("container=main&tailLines=-1", 422, "PodLogOptions \\\"p1\\\" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("container=main&limitBytes=0", 422, "PodLogOptions \\\"p1\\\" is invalid: limitBytes: Invalid value: 0: must be greater than 0")]
    [InlineData("container=main&sinceSeconds=0", 422, "PodLogOptions \\\"p1\\\" is invalid: sinceSeconds: Invalid value: 0: must be greater than 0")]
    [InlineData("container=main&tailLines=two", 400, "strconv.ParseInt: parsing \\\"two\\\": invalid syntax")]
    [InlineData("container=main&sinceTime=today", 400, "parsing time \\\"today\\\" as \\\"2006-01-02T15:04:05Z07:00\\\": cannot parse \\\"today\\\" as \\\"2006\\\"")]
    [InlineData("container=nope", 400, "container nope is not valid for pod p1")]
    [InlineData("", 400, "a container name must be specified for pod p1, choose one of: [main side]")]
    [InlineData("container=main&previous=true", 400, "previous terminated container \\\"main\\\" in pod \\\"p1\\\" not found")]
    [InlineData("container=side", 400, "container \\\"side\\\" in pod \\\"p1\\\" is waiting to start: ContainerCreating")]
    public async Task Log_ThatCannotBeHad_SaysWhy(string query, int code, string message)
    {
        using var http = pods.Api.Http();
        var reply = await http.GetAsync($"{PodsFixture.Pod}/log?{query}", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode)code, reply.StatusCode);
        var body = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains($"\"message\":\"{message}\"", body.Replace("\\u0022", "\\\"", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("binary.k8s.io")]
    [InlineData("")]
    public async Task Log_OverAWebSocket_IsMessagesOfText(string protocol)
    {
        using var socket = await pods.ConnectAsync($"{PodsFixture.Pod}/log?container=main&tailLines=1", protocol);
        // The first byte of a message is read as its channel: 108 is the letter l.
        Assert.Equal("\n108:ine 4 of p1/main\\n\nclose 1000", await PodsFixture.RestAsync(socket));
    }

    [Fact]
    public async Task Log_Followed_ComesAsItIsWritten()
    {
        using var socket = await pods.ConnectAsync($"{PodsFixture.Pod}/log?container=main&follow=true&tailLines=1", "base64.binary.k8s.io");
        Assert.Equal("", await PodsFixture.NextAsync(socket));
        Assert.Equal("bGluZSA0IG9mIHAxL21haW4K", await PodsFixture.NextAsync(socket));
        pods.Containers.Live.Writer.TryWrite(new(TimeProvider.System.GetUtcNow(), "new"));
        Assert.Equal("bmV3Cg==", await PodsFixture.NextAsync(socket));
        pods.Containers.Live.Writer.Complete();
        Assert.Equal("close 1000", await PodsFixture.RestAsync(socket));
    }
}
