using Xunit;

namespace DemoApp.Lab.Tests.Database.ActiveActive;

/// <summary>
/// What the rules say beyond the documented examples. Site 1 and 2 act without knowing of each other; a third listens, last effects
/// first.
/// </summary>
public sealed class RuleTests
{
    private readonly Cluster cluster = new(3);

    [Fact]
    public void HashField_DeletedWhileSet_Stays()
    {
        Start(TestVerb.HashSet, "f", "old");
        cluster.Do(1, TestVerb.HashDelete, "k", "f");
        cluster.Do(2, TestVerb.HashSet, "k", "f", "new");
        Ends("k Hash {f=new}");
    }

    [Fact]
    public void HashField_SetBeforeTheDeleteOfAnother_StaysToo()
    {
        // The delete is later by the clock; it has not seen the value.
        Start(TestVerb.HashSet, "f", "old");
        cluster.Do(2, TestVerb.HashSet, "k", "f", "new");
        cluster.Do(1, TestVerb.HashDelete, "k", "f");
        Ends("k Hash {f=new}");
    }

    [Fact]
    public void HashField_IncrementedWhileDeleted_KeepsTheUnseenIncrement()
    {
        Start(TestVerb.HashIncrement, "f", amount: 5);
        cluster.Do(1, TestVerb.HashDelete, "k", "f");
        cluster.Do(2, TestVerb.HashIncrement, "k", "f", amount: 3);
        Ends("k Hash {f=3}");
    }

    [Fact]
    public void Member_AddedAgainWhileRemoved_Stays()
    {
        Start(TestVerb.SetAdd, "e");
        cluster.Do(2, TestVerb.SetAdd, "k", "e");
        cluster.Do(1, TestVerb.SetRemove, "k", "e");
        Ends("k Set {e=}");
    }

    [Fact]
    public void Member_RemovedAtBoth_IsGone()
    {
        // SPOP at both sites is the removal of what each popped.
        Start(TestVerb.SetAdd, "e");
        cluster.Do(1, TestVerb.SetRemove, "k", "e");
        cluster.Do(2, TestVerb.SetRemove, "k", "e");
        Ends("-");
    }

    [Fact]
    public void Score_SetWhileTheMemberIsRemoved_Stays()
    {
        Start(TestVerb.SortedSetAdd, "m", amount: 4);
        cluster.Do(2, TestVerb.SortedSetAdd, "k", "m", amount: 8);
        cluster.Do(1, TestVerb.SortedSetRemove, "k", "m");
        Ends("k SortedSet {m=2}");
    }

    [Fact]
    public void Score_IncrementedWhileTheMemberIsRemoved_KeepsTheUnseenIncrement()
    {
        Start(TestVerb.SortedSetAdd, "m", amount: 4);
        cluster.Do(1, TestVerb.SortedSetRemove, "k", "m");
        cluster.Do(2, TestVerb.SortedSetIncrement, "k", "m", amount: 8);
        Ends("k SortedSet {m=2}");
    }

    [Fact]
    public void Text_SetWhileIncremented_HasTheUnseenIncrementOnTop()
    {
        Start(TestVerb.Set, value: "10");
        cluster.Do(1, TestVerb.Set, "k", value: "100");
        cluster.Do(2, TestVerb.Increment, "k", amount: 5);
        Ends("k Text {=105}");
    }

    [Fact]
    public void Text_SetToNoNumberWhileIncremented_IsTheText()
    {
        Start(TestVerb.Set, value: "10");
        cluster.Do(1, TestVerb.Set, "k", value: "words");
        cluster.Do(2, TestVerb.Increment, "k", amount: 5);
        Ends("k Text {=words}");
    }

    [Fact]
    public void Counter_DeletedWhileIncremented_KeepsTheUnseenIncrement()
    {
        Start(TestVerb.Increment, amount: 10);
        cluster.Do(1, TestVerb.Delete, "k");
        cluster.Do(2, TestVerb.Increment, "k", amount: 5);
        Ends("k Text {=5}");
    }

    [Fact]
    public void Counter_DeletedAndBegunAgainWhileTheOwnerGoesOn_CountsNothingTwice()
    {
        Start(TestVerb.Increment, amount: 10);
        cluster.Do(2, TestVerb.Delete, "k");
        cluster.Do(2, TestVerb.Increment, "k", amount: 1);
        cluster.Do(1, TestVerb.Increment, "k", amount: 5);
        cluster.Sync(backwards: true);
        cluster.Do(1, TestVerb.Increment, "k", amount: 100);
        Ends("k Text {=106}");
    }

    [Fact]
    public void Text_DeletedWhileWritten_IsTheWritten()
    {
        // APPEND writes the whole text anew.
        Start(TestVerb.Set, value: "a");
        cluster.Do(2, TestVerb.SetKeepingTtl, "k", value: "ab");
        cluster.Do(1, TestVerb.Delete, "k");
        Ends("k Text {=ab}");
    }

    [Fact]
    public void Text_SetWhileItsExpiryIsSet_ExpiresAllTheSame()
    {
        Start(TestVerb.Set, value: "a");
        cluster.Do(2, TestVerb.Expire, "k", amount: 50_000);
        var until = cluster.Time.Now + 50_000;
        cluster.Do(1, TestVerb.Set, "k", value: "b");
        Ends($"k Text {{=b}} until {until}");
    }

    [Fact]
    public void Expiry_PersistedWhileProlonged_IsGone()
    {
        cluster.Do(1, TestVerb.SetUntil, "k", value: "a", amount: 20_000);
        cluster.Sync();
        cluster.Do(1, TestVerb.Persist, "k");
        cluster.Do(2, TestVerb.Expire, "k", amount: 90_000);
        Ends("k Text {=a}");
    }

    [Fact]
    public void Expiry_ShortenedKnowingly_IsShorter()
    {
        cluster.Do(1, TestVerb.SetUntil, "k", value: "a", amount: 90_000);
        cluster.Sync();
        cluster.Do(2, TestVerb.Expire, "k", amount: 10_000);
        Ends($"k Text {{=a}} until {cluster.Time.Now + 10_000}");
    }

    [Fact]
    public void ExpiredKey_Incremented_BeginsAtZeroEverywhere()
    {
        cluster.Do(1, TestVerb.SetUntil, "k", value: "10", amount: 1000);
        cluster.Sync();
        cluster.Time.Now += 2000;
        cluster.Do(2, TestVerb.Increment, "k", amount: 3);
        Ends("k Text {=3}");
    }

    [Fact]
    public void ExpiredKey_ThatAnotherHadPersisted_ComesBack()
    {
        cluster.Do(1, TestVerb.SetUntil, "k", value: "10", amount: 1000);
        cluster.Sync();
        cluster.Do(2, TestVerb.Persist, "k");
        cluster.Time.Now += 2000;
        Ends("k Text {=10}");
    }

    [Fact]
    public void Types_WrittenAtTheSameTime_TheLatestIsSeenAndTheOtherComesBackAfterIt()
    {
        cluster.Do(1, TestVerb.SetAdd, "k", "member");
        cluster.Do(2, TestVerb.HashSet, "k", "field", "value");
        Ends("k Hash {field=value}");
        cluster.Do(3, TestVerb.HashDelete, "k", "field");
        Ends("k Set {member=}");
        cluster.Do(3, TestVerb.Delete, "k");
        Ends("-");
    }

    [Fact]
    public void Types_SetOverAll_RemovesWhatIsHiddenToo()
    {
        cluster.Do(1, TestVerb.SetAdd, "k", "member");
        cluster.Do(2, TestVerb.HashSet, "k", "field", "value");
        cluster.Sync();
        cluster.Do(1, TestVerb.Set, "k", value: "text");
        Ends("k Text {=text}");
        cluster.Do(2, TestVerb.Delete, "k");
        Ends("-");
    }

    [Fact]
    public void HyperLogLog_DeletedWhileAddedTo_IsGone()
    {
        Start(TestVerb.PfAdd, amount: 9);
        cluster.Do(2, TestVerb.PfAdd, "k", amount: 18);
        cluster.Do(1, TestVerb.Delete, "k");
        Ends("-");
        cluster.Do(2, TestVerb.PfAdd, "k", amount: 27);
        Ends("k HyperLogLog {=3:4 }");
    }

    [Fact]
    public void HyperLogLog_AddedToAtBoth_HasTheGreaterOfEachRegister()
    {
        cluster.Do(1, TestVerb.PfAdd, "k", amount: 9);
        cluster.Do(2, TestVerb.PfAdd, "k", amount: 17);
        cluster.Do(2, TestVerb.PfAdd, "k", amount: 2);
        Ends("k HyperLogLog {=1:3 2:1 }");
    }

    [Fact]
    public void Everything_DeletedAndSeenByAll_LeavesNothing()
    {
        for (var i = 0; i < 50; i++)
        {
            cluster.Do(1 + (i % 3), TestVerb.Increment, $"n{i % 5}", amount: i);
            cluster.Do(1 + (i % 3), TestVerb.HashIncrement, $"h{i % 5}", $"f{i % 4}", amount: i);
            cluster.Do(1 + (i % 3), TestVerb.SortedSetIncrement, $"z{i % 5}", $"f{i % 4}", amount: i);
            cluster.Do(1 + (i % 3), TestVerb.SetAdd, $"s{i % 5}", $"f{i}");
            cluster.Do(1 + (i % 3), TestVerb.PfAdd, $"l{i % 5}", amount: i);
            cluster.Do(1 + (i % 3), TestVerb.Expire, $"s{i % 5}", amount: 1_000_000);
        }

        cluster.Sync();
        foreach (var key in "nhzsl".SelectMany(type => Enumerable.Range(0, 5).Select(i => $"{type}{i}")))
        {
            cluster.Do(2, TestVerb.Delete, key);
        }

        for (var round = 0; round < 3; round++)
        {
            cluster.Sync();
            cluster.Forget();
        }

        Assert.All(Enumerable.Range(1, 3), site => Assert.Equal(0, cluster[site].Replica.MetadataCount));
    }

    private void Start(TestVerb verb, string element = "", string value = "", long amount = 0)
    {
        cluster.Do(1, verb, "k", element, value, amount);
        cluster.Sync();
    }

    private void Ends(string shown)
    {
        cluster.Send(2, 3, backwards: true);
        cluster.Send(1, 3, backwards: true);
        cluster.Ends("k", shown);
    }
}
