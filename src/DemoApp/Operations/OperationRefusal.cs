namespace DemoApp.Operations;

/// <summary>A request that is not done, as data for an RFC 9457 problem.</summary>
internal sealed record OperationRefusal(int Status, string Title, string Detail)
{
    public static OperationRefusal Malformed(string detail) => new(400, "Malformed request", detail);

    public static OperationRefusal NotPossible(string detail) => new(422, "Cannot be done", detail);

    public static OperationRefusal Conflict(string title, string detail) => new(409, title, detail);
}
