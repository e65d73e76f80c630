using System.Text.Json;
using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Store;

/// <summary>One object as a journal keeps it; <paramref name="Object"/> is null where it was deleted.</summary>
/// <param name="Collection">Group and plural, such as <c>apps/statefulsets</c>.</param>
/// <param name="Key">Namespace and name.</param>
internal sealed record JournalEntry(long Version, string Collection, string Key, JsonObject? Object);

/// <summary>
/// The changes of a store on disk, a JSON line each, in order. A line is handed to the operating system before the change is told
/// to anyone: a process that is killed loses none. Lines that no longer matter are left out when the file is opened and when it
/// has grown to many times what it keeps.
/// </summary>
internal sealed class Journal : IDisposable
{
    private const int SlackLines = 20_000;
    private readonly string path;
    private FileStream file;
    private int lines;

    private Journal(string path, FileStream file, int lines) => (this.path, this.file, this.lines) = (path, file, lines);

    /// <summary>Whether most of the file is history, and <see cref="Rewrite"/> is worth its time.</summary>
    public bool IsLong { get; private set; }

    /// <summary>Reads what is there, oldest first, and opens the file for more. A last line that was cut off by a crash is left out.</summary>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public static Journal Open(string path, out IReadOnlyList<JournalEntry> entries)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var kept = new Dictionary<(string, string), JournalEntry>();
        JournalEntry? latest = null;
        foreach (var entry in Read(path))
        {
            latest = entry;
            kept.Remove((entry.Collection, entry.Key));
            if (entry.Object is not null)
            {
                kept[(entry.Collection, entry.Key)] = entry;
            }
        }
        // The last change may have been a deletion: its version must not be given again.
        entries = [.. kept.Values.OrderBy(e => e.Version), .. latest is { Object: null } ? [latest] : Array.Empty<JournalEntry>()];
        return new Journal(path, Write(path, entries), entries.Count);
    }

    public void Append(JournalEntry entry)
    {
        file.Write(Line(entry));
        IsLong = ++lines > SlackLines;
    }

    /// <summary>Replaces the file by one with only these.</summary>
    public void Rewrite(IReadOnlyList<JournalEntry> entries)
    {
        file.Dispose();
        file = Write(path, entries);
        (lines, IsLong) = (entries.Count, false);
    }

    public void Dispose() => file.Dispose();

    private static IEnumerable<JournalEntry> Read(string path)
    {
        if (!File.Exists(path))
        {
            yield break;
        }
        foreach (var line in File.ReadLines(path))
        {
            JournalEntry? entry = null;
            try
            {
                entry = Parse(line);
            }
            catch (JsonException)
            {
                // Cut off in the middle: it was never told to anyone.
            }
            if (entry is null)
            {
                yield break;
            }
            yield return entry;
        }
    }

    /// <summary>As deep as anything the API takes, and the line around it.</summary>
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    private static JournalEntry? Parse(string line) =>
        JsonNode.Parse(line, documentOptions: Deep) is JsonObject o && o["v"].AsLong() is { } version && o["t"].AsText() is { } collection && o["k"].AsText() is { } key
            ? new(version, collection, key, o["o"]?.DeepClone() as JsonObject) : null;

    private static FileStream Write(string path, IReadOnlyList<JournalEntry> entries)
    {
        var beside = path + ".new";
        using (var fresh = File.Create(beside))
        {
            foreach (var entry in entries)
            {
                fresh.Write(Line(entry));
            }
            fresh.Flush(flushToDisk: true);
        }
        File.Move(beside, path, overwrite: true);
        return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    private static byte[] Line(JournalEntry entry)
    {
        using var buffer = new MemoryStream(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("v", entry.Version);
            json.WriteString("t", entry.Collection);
            json.WriteString("k", entry.Key);
            if (entry.Object is { } obj)
            {
                json.WritePropertyName("o");
                obj.WriteTo(json);
            }
            json.WriteEndObject();
        }
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }
}
