namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// A time of the hybrid logical clock. <paramref name="Time"/> holds milliseconds since 1970 in the upper 48 bits and a counter in the
/// lower 16. The replica, by name, breaks ties, so that the order is total and the same at every site.
/// </summary>
internal readonly record struct Stamp(ulong Time, ReplicaId Replica) : IComparable<Stamp>
{
    public long Milliseconds => (long)(Time >> 16);

    public int CompareTo(Stamp other) => Time.CompareTo(other.Time) is var order and not 0 ? order : Replica.CompareTo(other.Replica);

    public override string ToString() => $"{Milliseconds}.{Time & 0xFFFF}@{Replica}";
}
