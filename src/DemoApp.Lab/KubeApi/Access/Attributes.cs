using DemoApp.Lab.KubeApi.Access.Identities;

namespace DemoApp.Lab.KubeApi.Access;

/// <summary>What somebody wants to do, in the terms in which rules allow it: a verb on a resource, or on a path that is none.</summary>
internal sealed record Attributes(UserInfo User, string Verb)
{
    /// <summary>The path of a request that names no resource; else null.</summary>
    public string? Path { get; init; }

    public string Group { get; init; } = "";

    public string Resource { get; init; } = "";

    public string Subresource { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>Empty: at the cluster scope.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>As rules name it: <c>pods</c>, <c>pods/exec</c>.</summary>
    public string ResourceAndSub => Subresource.Length == 0 ? Resource : $"{Resource}/{Subresource}";
}
