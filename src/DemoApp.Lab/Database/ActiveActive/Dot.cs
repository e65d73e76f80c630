namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>The name of one effect: the replica that made it and its number there, from 1 without gaps.</summary>
internal readonly record struct Dot(ReplicaId Replica, long Sequence) : IComparable<Dot>
{
    public bool IsNone => Sequence == 0;

    public int CompareTo(Dot other) => Replica.CompareTo(other.Replica) is var order and not 0 ? order : Sequence.CompareTo(other.Sequence);

    public override string ToString() => $"{Replica}:{Sequence}";
}
