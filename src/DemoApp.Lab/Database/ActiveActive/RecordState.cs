namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>What was found at a position of a file of records.</summary>
internal enum RecordState
{
    /// <summary>A whole record; the position is behind it.</summary>
    Whole,

    /// <summary>The end, or the beginning of a record whose rest is not there (yet); the position is unmoved.</summary>
    Incomplete,

    /// <summary>Bytes that are no record; the position is at the next mark, or at the end.</summary>
    Damaged,
}
