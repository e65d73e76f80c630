using Xunit;

namespace DemoApp.Lab.Tests.Database.ActiveActive;

/// <summary>
/// The vendor's documented examples, each with two sites and with a third that only listens, and with effects in either order.
/// </summary>
public sealed class DocumentedCasesTests
{
    public static TheoryData<int> Sites => [2, 3];

    [Theory]
    [MemberData(nameof(Sites))]
    public void Text_SetAtBoth_TheLaterWins(int sites)
    {
        var cluster = new Cluster(sites);
        cluster.Do(1, TestVerb.Set, "text", value: "a");
        cluster.Do(2, TestVerb.Set, "text", value: "b");
        cluster.Ends("text", "text Text {=b}");
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public void Counter_IncrementedAtBoth_AddsUp(int sites)
    {
        var cluster = new Cluster(sites);
        cluster.Do(1, TestVerb.Increment, "k", amount: 7);
        cluster.Do(2, TestVerb.Increment, "k", amount: 3);
        cluster.Ends("k", "k Text {=10}");
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public void Counter_DecrementedAndIncremented_AddsUpToWhatBothStartedWith(int sites)
    {
        var cluster = new Cluster(sites);
        cluster.Do(1, TestVerb.Set, "k", value: "10");
        cluster.Sync();
        cluster.Do(1, TestVerb.Increment, "k", amount: -3);
        cluster.Do(2, TestVerb.Increment, "k", amount: 6);
        cluster.Ends("k", "k Text {=13}");
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public void Hash_DifferentFields_AreBothThere(int sites)
    {
        var cluster = new Cluster(sites);
        cluster.Do(1, TestVerb.HashSet, "h", "f1", "a");
        cluster.Do(2, TestVerb.HashSet, "h", "f2", "b");
        cluster.Ends("h", "h Hash {f1=a, f2=b}");
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public void Set_AddedToAtBoth_IsTheUnion(int sites)
    {
        var cluster = new Cluster(sites);
        cluster.Do(1, TestVerb.SetAdd, "s", "a");
        cluster.Do(2, TestVerb.SetAdd, "s", "b");
        cluster.Ends("s", "s Set {a=, b=}");
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public void Set_DeletedWhileAddedTo_KeepsWhatTheDeleteHadNotSeen(int sites)
    {
        var cluster = new Cluster(sites);
        cluster.Do(1, TestVerb.SetAdd, "s", "e1");
        cluster.Sync();
        cluster.Do(1, TestVerb.SetAdd, "s", "e2");
        cluster.Do(2, TestVerb.Delete, "s");
        cluster.Ends("s", "s Set {e2=}");
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public void SortedSet_AddedToAtOne_HasBoth(int sites)
    {
        var cluster = new Cluster(sites);
        cluster.Do(1, TestVerb.SortedSetAdd, "z", "x", amount: 4);
        cluster.Sync();
        cluster.Do(2, TestVerb.SortedSetAdd, "z", "y", amount: 5);
        cluster.Ends("z", "z SortedSet {x=1, y=1.25}");
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public void SortedSet_SameMemberAtBoth_TheLaterScoreWins(int sites)
    {
        var cluster = new Cluster(sites);
        cluster.Do(1, TestVerb.SortedSetAdd, "z", "x", amount: 4);
        cluster.Do(2, TestVerb.SortedSetAdd, "z", "x", amount: 8);
        cluster.Ends("z", "z SortedSet {x=2}");
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public void SortedSet_ScoreIncrementedAtBoth_AddsUp(int sites)
    {
        var cluster = new Cluster(sites);
        cluster.Do(1, TestVerb.SortedSetAdd, "z", "x", amount: 5);
        cluster.Sync();
        cluster.Do(1, TestVerb.SortedSetIncrement, "z", "x", amount: 4);
        cluster.Do(2, TestVerb.SortedSetIncrement, "z", "x", amount: 4);
        cluster.Ends("z", "z SortedSet {x=3.25}");
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public void Expiry_SetAtBoth_TheLongerWins(int sites)
    {
        var cluster = new Cluster(sites);
        cluster.Do(1, TestVerb.Set, "k", value: "v");
        cluster.Sync();
        cluster.Do(2, TestVerb.Expire, "k", amount: 50_000);
        var until = cluster.Time.Now + 50_000;
        cluster.Do(1, TestVerb.Expire, "k", amount: 10_000);
        cluster.Ends("k", $"k Text {{=v}} until {until}");
    }
}
