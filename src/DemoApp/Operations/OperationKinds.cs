namespace DemoApp.Operations;

/// <summary>The kinds of the contract, and what to do by hand for those that do not exist yet.</summary>
internal static class OperationKinds
{
    public const string Break = "break";

    private static readonly Dictionary<string, string> Later = new()
    {
        ["repair"] = "will recover the database of one cluster from its snapshot. By hand: kubectl -n redis exec <rec>-0 -- rladmin recover all",
        ["federate"] = "will label testdb for federation in every cluster. By hand: kubectl -n redis label svc testdb federation=yes",
        ["unfederate"] = "will remove the federation label. By hand: kubectl -n redis label svc testdb federation-",
        ["route"] = "will send a cluster's shop to testdb, testdb-federated or the group. By hand: kubectl -n redis patch configmap demoapp-route",
        ["killPods"] = "will delete pods of a cluster. By hand: kubectl -n redis delete pod <rec>-0",
        ["reset"] = "will bring everything back to how it started. By hand: restart with Lab:Reset=true",
    };

    public static OperationRefusal Refuse(string kind) => Later.TryGetValue(kind, out var what)
        ? OperationRefusal.NotPossible($"{kind} {what}")
        : OperationRefusal.NotPossible($"There is no kind '{kind}'. There is {Break}; to come: {string.Join(", ", Later.Keys)}.");
}
