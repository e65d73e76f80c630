namespace DemoApp.Lab.Tests.Database.ActiveActive;

internal enum TestVerb
{
    Set,
    SetKeepingTtl,
    SetUntil,
    Increment,
    Delete,
    HashSet,
    HashIncrement,
    HashDelete,
    SetAdd,
    SetRemove,
    SortedSetAdd,
    SortedSetIncrement,
    SortedSetRemove,
    Expire,
    Persist,
    PfAdd,
}
