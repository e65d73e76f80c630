using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace DemoApp.Lab.Tests.Kubelet;

/// <summary>Speaks to a kubelet as an API server does, with a client certificate, a token or neither.</summary>
internal sealed class KubeletClient(Uri kubelet, X509Certificate2? certificate = null, string? token = null)
{
    /// <summary>Runs a command; what it wrote, what the error channel said.</summary>
    /// <exception cref="WebSocketException">The kubelet refuses.</exception>
    public async Task<(string Out, string Err, JsonObject End)> ExecAsync(string pod, string container, IEnumerable<string> words, CancellationToken ct, TaskCompletionSource? connected = null)
    {
        var query = string.Join('&', words.Select(w => $"command={Uri.EscapeDataString(w)}"));
        using var socket = new ClientWebSocket();
#pragma warning disable CA5359 // API servers do not check a kubelet's certificate unless they are told by whom it is signed.
        socket.Options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        if (certificate is not null)
        {
            socket.Options.ClientCertificates.Add(certificate);
        }
        if (token is not null)
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        }
        socket.Options.AddSubProtocol("v4.channel.k8s.io");
        await socket.ConnectAsync(new Uri($"wss://{kubelet.Authority}/exec/redis/{pod}/{container}?output=1&error=1&{query}"), ct);
        connected?.SetResult();
        var channels = new MemoryStream[] { new(), new(), new(), new() };
        var buffer = new byte[64 * 1024];
        while (await socket.ReceiveAsync(buffer, ct) is { MessageType: not WebSocketMessageType.Close } part)
        {
            Assert.True(part.EndOfMessage);
            channels[buffer[0]].Write(buffer, 1, part.Count - 1);
        }
        return (Text(1), Text(2), JsonNode.Parse(Text(3))!.AsObject());

        string Text(int channel) => Encoding.UTF8.GetString(channels[channel].ToArray());
    }

    public HttpClient Http()
    {
#pragma warning disable CA5399, CA5400, CA2000 // As above; the client owns its handler.
        var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        if (certificate is not null)
        {
            handler.ClientCertificates.Add(certificate);
        }
        var http = new HttpClient(handler) { BaseAddress = kubelet };
#pragma warning restore CA5399, CA5400, CA2000
        http.DefaultRequestHeaders.Authorization = token is null ? null : new("Bearer", token);
        return http;
    }

    public async Task<(int Status, string Text)> GetAsync(string path, CancellationToken ct)
    {
        using var http = Http();
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), ct);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(ct));
    }
}
