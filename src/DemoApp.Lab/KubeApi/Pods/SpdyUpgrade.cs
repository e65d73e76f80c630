using DemoApp.Lab.KubeApi.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>The other way to ask for streams: HTTP/1.1's Upgrade to SPDY/3.1, as kubectl up to 1.29 does, and newer ones when told to.</summary>
internal static class SpdyUpgrade
{
    private const string Spdy = "SPDY/3.1", Versions = "X-Stream-Protocol-Version", Accepted = "X-Accepted-Stream-Protocol-Versions";

    public static bool IsAsked(HttpContext http) =>
        string.Equals(http.Request.Headers.Upgrade, Spdy, StringComparison.OrdinalIgnoreCase)
        && http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true };

    /// <returns>The connection; null after a refusal, when the client does not speak <paramref name="protocol"/>.</returns>
    public static async Task<Stream?> AcceptAsync(HttpContext http, string protocol)
    {
        var offered = http.Request.Headers[Versions].SelectMany(v => (v ?? "").Split(',', StringSplitOptions.TrimEntries)).ToList();
        if (!offered.Contains(protocol))
        {
            http.Response.Headers[Accepted] = protocol;
            await http.WriteTextAsync(403, $"unable to upgrade: unable to negotiate protocol: client supports [{string.Join(' ', offered)}], server accepts [{protocol}]");
            return null;
        }
        http.Response.Headers.Upgrade = Spdy;
        http.Response.Headers[Versions] = new StringValues(protocol);
        return await http.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
    }
}
