namespace DemoApp.Lab.Controllers.Events;

/// <summary>What makes two events the same one, seen again.</summary>
/// <param name="Container">Of the pod it is about; null when it is about the whole object.</param>
internal sealed record EventKey(EventSubject Subject, string Type, string Reason, string Message, string? Container = null);

/// <summary>Who speaks about which object.</summary>
internal sealed record EventSubject(string By, string Kind, string Namespace, string Name, string Uid);

/// <summary>What to do with an event.</summary>
internal abstract record EventDecision
{
    public sealed record Create(string Message) : EventDecision;

    /// <summary>It is in the cluster already, under this name: only its count and its last time change.</summary>
    public sealed record Repeat(string Name, int Count, string Message) : EventDecision;

    /// <summary>Too many about this object.</summary>
    public sealed record Drop : EventDecision;
}
