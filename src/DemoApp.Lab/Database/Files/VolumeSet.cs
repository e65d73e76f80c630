using System.Collections.Concurrent;

namespace DemoApp.Lab.Database.Files;

/// <summary>The volumes of a site, by pod. A pod that goes leaves its volume behind.</summary>
internal sealed class VolumeSet(string directory)
{
    private readonly ConcurrentDictionary<string, Volume> running = new(StringComparer.Ordinal);

    public string Directory => directory;

    public IReadOnlyDictionary<string, Volume> Running => running;

    public bool HasFiles =>
        System.IO.Directory.Exists(directory) && System.IO.Directory.EnumerateDirectories(directory).Any(VolumeFiles.Any);

    public Volume Mount(string pod) => running.GetOrAdd(pod, _ => new Volume(Path.Combine(directory, pod)));

    public IEnumerable<Volume> Others(Volume than) => running.Values.Where(volume => volume != than && volume.HasFiles);

    public void Unmount(string pod)
    {
        if (running.TryRemove(pod, out var volume))
        {
            volume.Dispose();
        }
    }

    /// <summary>The pod whose log is the newest; the given one when none is newer.</summary>
    public string Newest(string pod)
    {
        var best = pod;
        foreach (var (other, volume) in running)
        {
            if (volume.HasFiles && (!running[best].HasFiles || IsBetter(volume, running[best])))
            {
                best = other;
            }
        }

        return best;
    }

    /// <summary>Reads the files anew: they may have been changed while nothing served from them.</summary>
    public void Remount()
    {
        foreach (var pod in running.Keys)
        {
            Unmount(pod);
            Mount(pod);
        }
    }

    private static bool IsBetter(Volume volume, Volume than) =>
        volume.Tail.CompareTo(than.Tail) is var order && (order > 0 || (order == 0 && volume.IsWhole && !than.IsWhole));

    public DateTimeOffset? LastSnapshot => running.Values.Select(volume => volume.LastSnapshot).Max();
}
