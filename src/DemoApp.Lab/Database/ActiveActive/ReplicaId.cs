using System.Collections.Concurrent;

namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// One life of a site: "site.incarnation". A site that starts without its files, or with damaged ones, is a new replica, because it may
/// no longer know which sequence numbers it has given away. Names are kept once in the process; the value is a small number,
/// so it must never be written to a file or used for an order. Order is by name, the same everywhere.
/// </summary>
internal readonly struct ReplicaId : IEquatable<ReplicaId>, IComparable<ReplicaId>
{
    private static readonly ConcurrentDictionary<string, int> Numbers = new(StringComparer.Ordinal);
    private static readonly Lock Growing = new();
    private static string[] names = [""];

    private readonly int number;

    private ReplicaId(int number) => this.number = number;

    public string Name => Volatile.Read(ref names)[number];

    /// <summary>The part before the last dot of the name; the whole name when it has none.</summary>
    public string Site => Name.LastIndexOf('.') is var dot and > 0 ? Name[..dot] : Name;

    public bool IsNone => number == 0;

    public static bool operator ==(ReplicaId left, ReplicaId right) => left.number == right.number;

    public static bool operator !=(ReplicaId left, ReplicaId right) => left.number != right.number;

    public static ReplicaId Of(string site, string incarnation) => Of($"{site}.{incarnation}");

    public static ReplicaId Of(string name)
    {
        if (Numbers.TryGetValue(name, out var known))
        {
            return new ReplicaId(known);
        }

        lock (Growing)
        {
            if (!Numbers.TryGetValue(name, out var number))
            {
                number = names.Length;
                Volatile.Write(ref names, [.. names, name]);
                Numbers[name] = number;
            }

            return new ReplicaId(number);
        }
    }

    public bool Equals(ReplicaId other) => number == other.number;

    public override bool Equals(object? obj) => obj is ReplicaId other && number == other.number;

    public override int GetHashCode() => number;

    public int CompareTo(ReplicaId other) => number == other.number ? 0 : string.CompareOrdinal(Name, other.Name);

    public override string ToString() => Name;
}
