namespace DemoApp.Lab.Database.Commands;

/// <summary>All rules there are.</summary>
internal static class WriteRules
{
    public static IEnumerable<(string Name, WriteRule Rule)> All =>
        TextRules.All.Concat(ExpiryRules.All).Concat(CounterRules.All).Concat(HashRules.All).Concat(SetRules.All).Concat(SortedSetRules.All)
            .Concat(StoreRules.All).Concat(KeyRules.All).Concat(HyperLogLogRules.All);
}
