using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Access.Identities;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;

namespace DemoApp.Lab.KubeApi.Writing;

/// <summary>A certificate signing request says who made it, whatever its maker says.</summary>
internal static class SigningRequests
{
    public static void Sign(ResourceType type, JsonObject request, UserInfo user)
    {
        if (type != BuiltInTypes.CertificateSigningRequests || request["spec"] is not JsonObject spec)
        {
            return;
        }
        spec["username"] = user.Name;
        spec["groups"] = new JsonArray([.. user.Groups.Select(g => (JsonNode)g)]);
        spec.Remove("uid");
        spec.Remove("extra");
    }
}
