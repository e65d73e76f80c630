using System.Globalization;
using System.Text;

namespace DemoApp.Lab.Database.Endpoint;

/// <summary>The sections of INFO that the endpoint writes itself.</summary>
internal static class InfoSections
{
    /// <summary>Asks the node for the sections it can write.</summary>
    public static readonly byte[][] OfTheNode =
    [
        .. "INFO SERVER CLIENTS MEMORY STATS PERSISTENCE REPLICATION CLUSTER STORE KEYSPACE".Split(' ').Select(Encoding.ASCII.GetBytes),
    ];

    /// <summary>Null: the section is the node's.</summary>
    public static string? Of(string section, SiteDatabase site) => section switch
    {
        "replication" => Replication(site),
        "active-active" or "activeactive" or "crdt" => ActiveActive(site),
        _ => null,
    };

    /// <summary>Replaces the node's section of replication, and adds that of Active-Active.</summary>
    public static string Into(string info, SiteDatabase site)
    {
        const string title = "# Replication";
        var start = info.IndexOf(title, StringComparison.Ordinal);
        if (start < 0)
        {
            return $"{info.TrimEnd()}\r\n\r\n{Replication(site)}\r\n{ActiveActive(site)}";
        }

        var end = info.IndexOf("\n#", start + title.Length, StringComparison.Ordinal);
        var rest = end < 0 ? "" : info[(end + 1)..];
        return $"{info[..start]}{Replication(site)}\r\n{ActiveActive(site)}\r\n{rest}";
    }

    private static string Replication(SiteDatabase site)
    {
        var followers = site.Followers;
        var text = new StringBuilder("# Replication\r\nrole:master\r\n");
        text.Append(CultureInfo.InvariantCulture, $"connected_slaves:{followers.Count}\r\n");
        for (var i = 0; i < followers.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"slave{i}:pod={followers[i]},state=online\r\n");
        }

        return text.ToString();
    }

    /// <summary>Lag and backlog are of what this site sends; backlog counts effects.</summary>
    private static string ActiveActive(SiteDatabase site)
    {
        var text = new StringBuilder("# Active-Active\r\n");
        text.Append(CultureInfo.InvariantCulture, $"site:{site.Site}\r\npeers:{site.Links.Count}\r\n");
        foreach (var (link, i) in site.Links.Select((link, i) => (link.Facts, i)))
        {
            text.Append(CultureInfo.InvariantCulture, $"peer{i}:site={link.Peer},link={(link.Up ? "up" : "down")},");
            text.Append(CultureInfo.InvariantCulture, $"backlog={link.Backlog},lag_ms={link.Lag.TotalMilliseconds:F0}\r\n");
        }

        return text.ToString();
    }
}
