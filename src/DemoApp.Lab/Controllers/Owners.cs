using k8s;
using k8s.Models;

namespace DemoApp.Lab.Controllers;

internal static class Owners
{
    public static V1OwnerReference Reference(IKubernetesObject<V1ObjectMeta> owner) => new()
    {
        ApiVersion = owner.ApiVersion,
        Kind = owner.Kind,
        Name = owner.Metadata.Name,
        Uid = owner.Metadata.Uid,
        Controller = true,
        BlockOwnerDeletion = true,
    };

    public static bool IsOwnedBy(this IKubernetesObject<V1ObjectMeta> obj, V1ObjectMeta owner) =>
        obj.Metadata.OwnerReferences?.Any(o => o.Uid == owner.Uid && o.Controller == true) == true;
}
