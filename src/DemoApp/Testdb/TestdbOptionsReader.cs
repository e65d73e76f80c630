using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace DemoApp.Testdb;

/// <summary>Configuration → options. Collects every mistake before it complains, each naming its key, the value and what is allowed.</summary>
internal static class TestdbOptionsReader
{
    public static TestdbOptions Read(IConfiguration configuration)
    {
        var mistakes = new List<string>();
        var defaults = new TestdbOptions { Sites = [] };
        var section = configuration.GetSection("Testdb");
        var options = new TestdbOptions
        {
            Sites = Sites(configuration.GetSection("Clusters"), mistakes),
            Deadline = Duration(section, "Deadline", defaults.Deadline, mistakes),
            ProbeInterval = Duration(section, "ProbeInterval", defaults.ProbeInterval, mistakes),
            QuietProbeInterval = Duration(section, "QuietProbeInterval", defaults.QuietProbeInterval, mistakes),
            QuietAfter = Duration(section, "QuietAfter", defaults.QuietAfter, mistakes),
            ProbeLimit = Duration(section, "ProbeLimit", defaults.ProbeLimit, mistakes),
            RetryInterval = Duration(section, "RetryInterval", defaults.RetryInterval, mistakes),
            HedgeAfter = Duration(section, "HedgeAfter", defaults.HedgeAfter, mistakes),
            FailbackAfter = Duration(section, "FailbackAfter", defaults.FailbackAfter, mistakes),
            FailbackLag = Duration(section, "FailbackLag", defaults.FailbackLag, mistakes),
            EndpointProbeInterval = Duration(section, "EndpointProbeInterval", defaults.EndpointProbeInterval, mistakes),
            QuietEndpointProbeInterval = Duration(section, "QuietEndpointProbeInterval", defaults.QuietEndpointProbeInterval, mistakes),
        };
        return mistakes.Count == 0 ? options : throw new OptionsValidationException("Testdb", typeof(TestdbOptions), mistakes);
    }

    private static ImmutableArray<SiteConfig> Sites(IConfigurationSection section, List<string> mistakes)
    {
        var sites = ImmutableArray.CreateBuilder<SiteConfig>();
        foreach (var entry in section.GetChildren())
        {
            var site = new SiteConfig(entry["Name"] ?? "", entry["Testdb"] ?? "", Blank(entry["Federated"]), Blank(entry["ShopUrl"]));
            if (!IsName(site.Name))
            {
                mistakes.Add($"{entry.Path}:Name is '{site.Name}'. Use the cluster's Kubernetes name: at most 63 of a-z, 0-9 and '-'.");
            }
            else if (sites.Any(other => other.Name == site.Name))
            {
                mistakes.Add($"{entry.Path}:Name '{site.Name}' is there twice. Each cluster needs its own name.");
            }
            Address($"{entry.Path}:Testdb", site.Testdb, mistakes);
            if (site.Federated is { } federated)
            {
                Address($"{entry.Path}:Federated", federated, mistakes);
            }
            if (site.ShopUrl is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            {
                mistakes.Add($"{entry.Path}:ShopUrl is '{url}'. Use an address such as http://shop-b.example, or leave it empty.");
            }
            sites.Add(site);
        }
        if (sites.Count == 0)
        {
            mistakes.Add("Clusters is empty. Name at least one cluster, with Clusters:0:Name and Clusters:0:Testdb (host:port).");
        }
        return sites.ToImmutable();
    }

    private static void Address(string key, string value, List<string> mistakes)
    {
        ConfigurationOptions? parsed = null;
        try
        {
            parsed = ConfigurationOptions.Parse(value);
        }
        catch (ArgumentException)
        {
            // Said below, with the key.
        }
        if (parsed is not { EndPoints.Count: 1 } || !HasPort(value))
        {
            mistakes.Add($"{key} is '{value}'. Use one host:port, such as 127.0.0.1:11069.");
        }
        else if (parsed.Ssl)
        {
            mistakes.Add($"{key} asks for ssl, which is not supported: the prober's PING speaks plain RESP.");
        }
    }

    private static bool HasPort(string value)
    {
        var address = value.Split(',')[0];
        var colon = address.LastIndexOf(':');
        return colon > 0 && int.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536;
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 63 && name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-') && name[0] != '-' && name[^1] != '-';

    private static TimeSpan Duration(IConfigurationSection section, string key, TimeSpan fallback, List<string> mistakes)
    {
        if (section[key] is not { Length: > 0 } text)
        {
            return fallback;
        }
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= TimeSpan.FromMilliseconds(10) && value <= TimeSpan.FromMinutes(1))
        {
            return value;
        }
        mistakes.Add($"{section.Path}:{key} is '{text}'. Use a time from 00:00:00.010 to 00:01:00, such as {fallback:c}.");
        return fallback;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
