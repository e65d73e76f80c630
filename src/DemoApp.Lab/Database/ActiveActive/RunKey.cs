namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// The name of a run of increments in a cell: the effect of its owner that began it. A run adds whole numbers or doubles.
/// </summary>
internal readonly record struct RunKey(Dot Start, bool IsDouble) : IComparable<RunKey>
{
    public int CompareTo(RunKey other) => Start.CompareTo(other.Start) is var order and not 0 ? order : IsDouble.CompareTo(other.IsDouble);
}
