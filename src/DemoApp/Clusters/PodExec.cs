using System.Net.WebSockets;
using System.Text;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace DemoApp.Clusters;

/// <summary>A command in the node container of a pod, its output told line by line.</summary>
internal static class PodExec
{
    private const string Container = "redis-enterprise-node";
    private const int Kept = 512;

    /// <exception cref="ApiAnswerException">It could not be run, or failed: then with the last line it wrote.</exception>
    public static async Task RunAsync(
        Kubernetes client, ClusterConfig config, string pod, IEnumerable<string> command, Action<string> tell, CancellationToken ct)
    {
        try
        {
            using var exec = await client.MuxedStreamNamespacedPodExecAsync(
                pod, config.Namespace, command, Container, tty: false, stdin: false, cancellationToken: ct);
            using var output = exec.GetStream(ChannelIndex.StdOut, null);
            using var errors = exec.GetStream(ChannelIndex.StdErr, null);
            using var end = exec.GetStream(ChannelIndex.Error, null);
            exec.Start();
            var last = "";
            var said = (string line) => tell(last = line);
            var status = new StringBuilder();
            await Task.WhenAll(LinesAsync(output, said, ct), LinesAsync(errors, said, ct), LinesAsync(end, line => status.Append(line), ct));
            if (KubernetesJson.Deserialize<V1Status>(status.Length == 0 ? "{}" : status.ToString()) is not { Status: "Success" })
            {
                throw new ApiAnswerException(last.Length > 0 ? last : $"{string.Join(' ', command)} in {pod} failed");
            }
        }
        catch (HttpOperationException e)
        {
            throw new ApiAnswerException($"the API server of {config.Name} refused the exec: {ApiReader.MessageOf(e.Response.Content)}");
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is WebSocketException or IOException or HttpRequestException)
        {
            throw new ApiAnswerException($"the exec in {pod} of {config.Name} ended: {e.Message}");
        }
    }

    /// <summary>A progress bar begins its line anew with a carriage return: what it shows last counts, as on a terminal.</summary>
    private static async Task LinesAsync(Stream stream, Action<string> line, CancellationToken ct)
    {
        var (buffer, rest) = (new byte[4096], "");
        var decoder = Encoding.UTF8.GetDecoder();
        var chars = new char[4096];
        while (await stream.ReadAsync(buffer, ct) is var read and > 0)
        {
            rest += new string(chars, 0, decoder.GetChars(buffer, 0, read, chars, 0));
            var parts = rest.Split('\n', '\r');
            foreach (var part in parts[..^1].Where(part => part.Trim().Length > 0))
            {
                line(Short(part.Trim()));
            }
            rest = parts[^1];
        }

        if (rest.Trim().Length > 0)
        {
            line(Short(rest.Trim()));
        }
    }

    private static string Short(string line) => line.Length > Kept ? line[..Kept] : line;
}
