namespace DemoApp.Operations;

/// <summary>A request that is not done, as data for an RFC 9457 problem.</summary>
/// <param name="Operation">The one that runs and stands in the way; null: none does.</param>
internal sealed record OperationRefusal(int Status, string Title, string Detail, string? Operation = null)
{
    public static OperationRefusal Malformed(string detail) => new(400, "Malformed request", detail);

    public static OperationRefusal NotPossible(string detail) => new(422, "Cannot be done", detail);

    public static OperationRefusal Conflict(string title, string detail, string? operation = null) => new(409, title, detail, operation);
}

/// <summary>The border between the operations and their callers: a refusal with its status code.</summary>
internal sealed class OperationRefusedException(OperationRefusal refusal) : Exception(refusal.Detail)
{
    public OperationRefusal Refusal => refusal;
}
