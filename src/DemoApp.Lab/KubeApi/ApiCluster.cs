using DemoApp.Lab.KubeApi.Access.Rbac;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;

namespace DemoApp.Lab.KubeApi;

/// <summary>What every part of one server shares.</summary>
internal sealed record ApiCluster(ObjectStore Store, TypeCatalog Types, TimeProvider Time, KubeApiOptions Options)
{
    public Authorizer Authorizer { get; } = new(Store);

    /// <summary>The present in the form of metadata timestamps (RFC 3339, whole seconds, UTC).</summary>
    public string Now() => Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
