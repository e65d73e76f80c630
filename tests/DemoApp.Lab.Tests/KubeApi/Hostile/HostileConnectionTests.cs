using System.Net.Sockets;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Hostile;

/// <summary>Connections that say too little, or say it too slowly, while everyone else is answered.</summary>
public sealed class HostileConnectionTests : IAsyncLifetime
{
    private const string Post = "POST /api/v1/namespaces/default/configmaps HTTP/1.1\r\nHost: lab\r\nContent-Type: application/json\r\n";
    private RunningApi api = null!;
    private HttpClient http = null!;

    private static CancellationToken End => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        api = await RunningApi.StartAsync();
        http = api.Http();
    }

    public async ValueTask DisposeAsync()
    {
        await http.StillAnswersAsync();
        http.Dispose();
        await api.DisposeAsync();
    }

    [Fact]
    public async Task Client_ThatSendsHalfARequest_HoldsUpNobody()
    {
        using var line = await RawConnection.OpenAsync(api);
        await line.WriteAsync("GET /api/v1/names");
        using var headers = await RawConnection.OpenAsync(api);
        await headers.WriteAsync("GET /api/v1/namespaces HTTP/1.1\r\nHost: lab\r\nAuthoriz");
        using var body = await RawConnection.OpenAsync(api);
        await body.WriteAsync($"{Post}Authorization: Bearer {api.Token}\r\nContent-Length: 1000\r\n\r\n{{\"apiVersion\"");
        await http.StillAnswersAsync();
    }

    [Fact]
    public async Task Client_ThatClosesItsHalfInMidBody_CreatesNothing()
    {
        using var connection = await RawConnection.OpenAsync(api);
        await connection.WriteAsync($"{Post}Authorization: Bearer {api.Token}\r\nContent-Length: 1000\r\n\r\n{{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{{\"name\":\"half\"}}}}");
        connection.HalfClose();
        var (code, text) = await connection.AnswerAsync();
        Assert.True(code is 0 or (>= 400 and < 500), text);
        Assert.DoesNotContain("\"half\"", await http.GetStringAsync(HostileApi.ConfigMaps, End), StringComparison.Ordinal);
    }

    /// <summary>Answered at once: on the same connection the next request waits for the end of the one before.</summary>
    [Fact]
    public async Task Head_OfAWatch_EndsWithItsHeaders()
    {
        using var connection = await RawConnection.OpenAsync(api);
        var head = $"Host: lab\r\nAuthorization: Bearer {api.Token}\r\n";
        await connection.WriteAsync($"HEAD /api/v1/namespaces?watch=true HTTP/1.1\r\n{head}\r\nGET /version HTTP/1.1\r\n{head}Connection: close\r\n\r\n");
        var (_, text) = await connection.AnswerAsync();
        Assert.Contains("gitVersion", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_ThatNeverStartsTls_HoldsUpNobody()
    {
        using var silent = new TcpClient();
        await silent.ConnectAsync(api.Address.Host, api.Address.Port, End);
        using var plain = new TcpClient();
        await plain.ConnectAsync(api.Address.Host, api.Address.Port, End);
        await plain.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: lab\r\n\r\n"u8.ToArray(), End);
        await http.StillAnswersAsync();
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n")]
    [InlineData("GET / HTTP/9.9\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: lab\r\nBad Header\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: lab\r\nX: \0\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: lab\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: lab\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\nzz\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: lab\r\nTransfer-Encoding: made-up\r\n\r\n")]
    public async Task Request_ThatIsNoHttp_IsRefused(string request)
    {
        using var connection = await RawConnection.OpenAsync(api);
        await connection.WriteAsync(request);
        connection.HalfClose();
        var (code, text) = await connection.AnswerAsync();
        Assert.True(code is 0 or (>= 400 and < 500) or 505, text);
    }

    [Fact]
    public async Task Headers_WithoutEnd_AreRefused()
    {
        using var connection = await RawConnection.OpenAsync(api);
        await connection.WriteAsync("GET /version HTTP/1.1\r\nHost: lab\r\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"X-{i}: {new string('x', 100)}\r\n")));
        var (code, _) = await connection.AnswerAsync();
        Assert.True(code is 0 or 431, $"{code}");
    }

    [Fact]
    public async Task Connections_IdleByTheThousand_LeaveKubectlItsAnswer()
    {
        var idle = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 1000; i++)
            {
                var client = new TcpClient();
                idle.Add(client);
                await client.ConnectAsync(api.Address.Host, api.Address.Port, End);
            }
            var (exit, text) = await api.KubectlAsync("get namespaces --request-timeout=5s");
            Assert.True(exit == 0 && text.Contains("default", StringComparison.Ordinal), text);
        }
        finally
        {
            idle.ForEach(client => client.Dispose());
        }
    }
}
