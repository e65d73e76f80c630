namespace DemoApp.Bench.Load;

/// <summary>What became of one request.</summary>
/// <param name="Due">When it was to be sent, as Stopwatch counts: a wait for its turn is part of its time.</param>
/// <param name="Status">0: no answer came.</param>
internal readonly record struct Answer(long Due, double Milliseconds, int Status, bool IsWrite)
{
    /// <summary>A page, or the redirect after a change.</summary>
    public bool IsGood => Status is >= 200 and < 400;
}
