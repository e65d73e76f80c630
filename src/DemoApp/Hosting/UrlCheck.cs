using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace DemoApp.Hosting;

/// <summary>Finds a taken port before anything is started, so that one line says it and no half-started lab must end.</summary>
internal static class UrlCheck
{
    /// <exception cref="OptionsValidationException">An address of <c>Urls</c> is malformed or its port is taken.</exception>
    public static void CheckUrls(this IConfiguration configuration)
    {
        var mistakes = new List<string>();
        foreach (var url in (configuration["Urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            Check(url, mistakes);
        }
        if (mistakes.Count > 0)
        {
            throw new OptionsValidationException("Urls", typeof(string), mistakes);
        }
    }

    private static void Check(string url, List<string> mistakes)
    {
        var any = url.Contains("//*", StringComparison.Ordinal) || url.Contains("//+", StringComparison.Ordinal);
        if (!Uri.TryCreate(url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https"))
        {
            mistakes.Add($"Urls is '{url}'. Use an address such as http://localhost:8080.");
            return;
        }
        var address = any ? IPAddress.Any : uri.IsLoopback ? IPAddress.Loopback : IPAddress.TryParse(uri.Host, out var given) ? given : null;
        if (address is null || uri.Port == 0)
        {
            return;
        }
        try
        {
            using var probe = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            // As Kestrel does it: a port whose connections are still closing is free.
            probe.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            probe.Bind(new IPEndPoint(address, uri.Port));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            mistakes.Add($"Urls {url} is taken: another program listens on port {uri.Port}. Stop it or set Urls.");
        }
        catch (SocketException e)
        {
            mistakes.Add($"Urls {url} cannot be used ({e.Message}). Set Urls to an address of this machine.");
        }
    }
}
