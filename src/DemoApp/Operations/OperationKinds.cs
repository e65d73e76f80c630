using System.Collections.Frozen;
using DemoApp.Operations.Kinds;

namespace DemoApp.Operations;

/// <summary>The kinds of the contract.</summary>
internal static class OperationKinds
{
    private static readonly IOperationKind[] InOrder =
    [
        new BreakKind(), new RepairKind(), new FederateKind(federated: true), new FederateKind(federated: false), new RouteKind(), new KillPodsKind(), new ResetKind(),
    ];

    private static readonly FrozenDictionary<string, IOperationKind> All = InOrder.ToFrozenDictionary(kind => kind.Name, StringComparer.Ordinal);

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
            throw new OperationRefusedException(OperationRefusal.NotPossible(
                $"There is no kind '{request.Kind}'. There are {string.Join(", ", InOrder.Select(known => known.Name))}."));
        }

        var unknown = request.Sent().Except(kind.Fields).ToArray();
        return unknown.Length == 0
            ? kind
            : throw new OperationRefusedException(OperationRefusal.Malformed(
                $"{kind.Name} does not know {string.Join(", ", unknown)}. It takes {(kind.Fields.Length == 0 ? "nothing else" : string.Join(" and ", kind.Fields))}."));
    }

    public static OperationSubject SubjectOf(string kind) => All[kind].Subject;
}
