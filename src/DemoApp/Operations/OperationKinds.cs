using System.Collections.Frozen;
using DemoApp.Operations.Kinds;

namespace DemoApp.Operations;

/// <summary>The kinds of the contract, and what to do by hand for those that do not exist yet.</summary>
internal static class OperationKinds
{
    private static readonly FrozenDictionary<string, IOperationKind> All =
        new IOperationKind[] { new BreakKind(), new RouteKind() }.ToFrozenDictionary(kind => kind.Name, StringComparer.Ordinal);

    private static readonly Dictionary<string, string> Later = new()
    {
        ["repair"] = "will recover the database of one cluster from its snapshot. By hand: kubectl -n redis exec <rec>-0 -- rladmin recover all",
        ["federate"] = "will label testdb for federation in every cluster. By hand: kubectl -n redis label svc testdb federation=yes",
        ["unfederate"] = "will remove the federation label. By hand: kubectl -n redis label svc testdb federation-",
        ["killPods"] = "will delete pods of a cluster. By hand: kubectl -n redis delete pod <rec>-0",
        ["reset"] = "will bring everything back to how it started. By hand: restart with Lab:Reset=true",
    };

    /// <summary>The kind that was asked for, with no field it does not know.</summary>
    /// <exception cref="OperationRefusedException">There is none, or it does not take what was sent.</exception>
    public static IOperationKind Of(OperationRequest request)
    {
        if (string.IsNullOrEmpty(request.Kind))
        {
            throw new OperationRefusedException(
                OperationRefusal.Malformed("kind is missing. Send for example {\"kind\":\"break\",\"clusters\":[\"demo-clustera\"]}."));
        }

        if (!All.TryGetValue(request.Kind, out var kind))
        {
            throw new OperationRefusedException(Refuse(request.Kind));
        }

        var unknown = request.Sent().Except(kind.Fields).ToArray();
        return unknown.Length == 0
            ? kind
            : throw new OperationRefusedException(OperationRefusal.Malformed(
                $"{kind.Name} does not know {string.Join(", ", unknown)}. It takes {string.Join(" and ", kind.Fields)}."));
    }

    public static OperationSubject SubjectOf(string kind) => All[kind].Subject;

    private static OperationRefusal Refuse(string kind) => Later.TryGetValue(kind, out var what)
        ? OperationRefusal.NotPossible($"{kind} {what}")
        : OperationRefusal.NotPossible($"There is no kind '{kind}'. There are {string.Join(", ", All.Keys)}; to come: {string.Join(", ", Later.Keys)}.");
}
