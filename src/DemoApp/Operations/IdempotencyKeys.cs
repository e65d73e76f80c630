using System.Text.Json;

namespace DemoApp.Operations;

/// <summary>Which operation each key began, as far as it is kept. Not safe for several callers at once.</summary>
internal sealed class IdempotencyKeys
{
    private const int Kept = 1000;
    private const int Longest = 200;
    private readonly Dictionary<string, (string Request, string Operation)> begun = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    /// <returns>The operation that was begun with the key and the same request; null: none was.</returns>
    /// <exception cref="OperationRefusedException">The key was sent with another request, or is too long.</exception>
    public string? Find(string key, OperationRequest request)
    {
        if (key.Length > Longest)
        {
            throw new OperationRefusedException(OperationRefusal.Malformed($"Idempotency-Key is longer than {Longest} characters."));
        }
        if (!begun.TryGetValue(key, out var known))
        {
            return null;
        }
        return known.Request == Print(request)
            ? known.Operation
            : throw new OperationRefusedException(OperationRefusal.NotPossible(
                $"This Idempotency-Key began operation {known.Operation} with another request. Take a new key for a new operation."));
    }

    public void Add(string key, OperationRequest request, string operation)
    {
        begun[key] = (Print(request), operation);
        order.Enqueue(key);
        if (order.Count > Kept)
        {
            begun.Remove(order.Dequeue());
        }
    }

    private static string Print(OperationRequest request) => JsonSerializer.Serialize(request);
}
