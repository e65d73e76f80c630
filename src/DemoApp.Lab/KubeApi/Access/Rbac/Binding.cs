namespace DemoApp.Lab.KubeApi.Access.Rbac;

/// <summary>A RoleBinding or ClusterRoleBinding with the rules of its role.</summary>
/// <param name="Source">As decisions name it: <c>ClusterRoleBinding "a" of ClusterRole "b"</c>.</param>
/// <param name="Missing">What is wrong when the role is not there; else null.</param>
internal sealed record Binding(string Source, IReadOnlyList<Subject> Subjects, IReadOnlyList<PolicyRule> Rules, string? Missing);
