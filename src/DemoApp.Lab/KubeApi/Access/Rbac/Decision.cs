namespace DemoApp.Lab.KubeApi.Access.Rbac;

/// <summary>What the authorizer says.</summary>
/// <param name="Reason">Which binding allowed it, or what made bindings fail; empty when there is nothing to say.</param>
internal readonly record struct Decision(bool Allowed, string Reason);
