using System.Collections.Concurrent;
using System.Text;
using DemoApp.Lab.Controllers.Pods;

namespace DemoApp.Lab.Controllers.Shell;

/// <summary>
/// The files of a container that have something true in them: its name, its log, the names of what the database keeps on disk, and
/// those it touched itself.
/// </summary>
internal sealed class ContainerFiles(PodLogBook logs, IDatabaseHost host)
{
    private readonly ConcurrentDictionary<(ContainerPlace Place, string Path), bool> touched = new();

    public const string Home = "/opt/redislabs";
    private const string Hostname = "/etc/hostname";
    private const string Program = Home + "/bin/rladmin";
    private const string Persistent = "/opt/persistent/redis/";

    /// <summary>Names in a directory; the path itself when it is a file; null when there is neither.</summary>
    public IReadOnlyList<string>? List(string path, ContainerPlace place)
    {
        var all = Paths(place).ToArray();
        var full = Full(path);
        if (all.Contains(full))
        {
            return [path];
        }

        var under = full == "/" ? "/" : full + "/";
        var names = all.Where(p => p.StartsWith(under, StringComparison.Ordinal)).Select(p => p[under.Length..].Split('/')[0])
            .Distinct().Order(StringComparer.Ordinal).ToArray();
        return names.Length == 0 ? null : names;
    }

    /// <returns>Null when it is no text file.</returns>
    public async Task<string?> ReadAsync(string path, ContainerPlace place, CancellationToken ct)
    {
        switch (Full(path))
        {
            case Hostname:
                return place.Pod + "\n";
            case var full when full == LogOf(place.Container):
                var text = new StringBuilder();
                await foreach (var line in logs.ReadAsync(place, follow: false, ct))
                {
                    text.Append(line.Text).Append('\n');
                }

                return text.ToString();
            case var full:
                return touched.ContainsKey((place, full)) ? "" : null;
        }
    }

    /// <summary>An empty file, unless there is one.</summary>
    public void Add(string path, ContainerPlace place)
    {
        if (List(path, place) is null)
        {
            touched[(place, Full(path))] = true;
        }
    }

    /// <returns>False when there was none that can be removed.</returns>
    public bool Remove(string path, ContainerPlace place) => touched.TryRemove((place, Full(path)), out _);

    /// <summary>The container ended: the next run begins with none of its files.</summary>
    public void Forget(ContainerPlace place)
    {
        foreach (var key in touched.Keys.Where(k => k.Place == place))
        {
            touched.TryRemove(key, out _);
        }
    }

    private IEnumerable<string> Paths(ContainerPlace place)
    {
        var container = place.Container;
        yield return Hostname;
        foreach (var file in touched.Keys.Where(k => k.Place == place).Select(k => k.Path))
        {
            yield return file;
        }

        yield return LogOf(container);
        if (container != LabNames.NodeContainer)
        {
            yield break;
        }

        yield return Program;
        var directory = host.Report.Directory;
        foreach (var file in Directory.Exists(directory) ? Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories) : [])
        {
            yield return Persistent + Path.GetRelativePath(directory, file).Replace('\\', '/');
        }
    }

    private static string LogOf(string container) => $"/var/opt/redislabs/log/{container}.log";

    private static string Full(string path)
    {
        var parts = new List<string>();
        foreach (var part in (path.StartsWith('/') ? path : $"{Home}/{path}").Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("." or ".."))
            {
                parts.Add(part);
            }
        }

        return "/" + string.Join('/', parts);
    }
}
