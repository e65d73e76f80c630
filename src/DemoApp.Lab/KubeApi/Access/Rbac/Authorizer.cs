using DemoApp.Lab.KubeApi.Access.Identities;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;

namespace DemoApp.Lab.KubeApi.Access.Rbac;

/// <summary>Decides by the stored roles and bindings. They are read anew only after one of them has changed.</summary>
internal sealed class Authorizer(ObjectStore store)
{
    private volatile Snapshot current = new(-1, -1, new([], [], [], []));

    public Decision Decide(Attributes asked) =>
        asked.User.Groups.Contains(UserInfo.Masters) ? new(true, "") : Policy.Decide(asked);

    /// <summary>The policy as it is now: a change that was answered is seen by every later request.</summary>
    public Policy Policy
    {
        get
        {
            var (known, version) = (current, store.Version);
            if (known.Seen == version)
            {
                return known.Policy;
            }
            var changed = BuiltInTypes.AccessRules.Max(store.VersionOf);
            var policy = changed == known.Changed ? known.Policy : Read();
            current = new(version, changed, policy);
            return policy;
        }
    }

    private Policy Read() => new(
        store.List(BuiltInTypes.ClusterRoles, "").Items, store.List(BuiltInTypes.Roles, "").Items,
        store.List(BuiltInTypes.ClusterRoleBindings, "").Items, store.List(BuiltInTypes.RoleBindings, "").Items);

    /// <param name="Seen">The store's version up to which nothing else has changed.</param>
    /// <param name="Changed">The version of the latest change of a role or binding.</param>
    private sealed record Snapshot(long Seen, long Changed, Policy Policy);
}
