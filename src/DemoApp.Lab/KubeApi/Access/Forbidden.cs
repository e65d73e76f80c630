using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Access;

/// <summary>The 403 of an authorizer: who cannot do what, where.</summary>
internal static class Forbidden
{
    public static ApiError Of(Attributes asked, string reason)
    {
        var why = reason.Length == 0 ? Cannot(asked) : $"{Cannot(asked)}: {reason}";
        if (asked.Path is not null)
        {
            return new(403, "Forbidden", $"forbidden: {why}", []);
        }
        var details = new JsonObject();
        if (asked.Name.Length > 0)
        {
            details["name"] = asked.Name;
        }
        if (asked.Group.Length > 0)
        {
            details["group"] = asked.Group;
        }
        details["kind"] = asked.Resource;
        var what = asked.Group.Length == 0 ? asked.Resource : $"{asked.Resource}.{asked.Group}";
        return new(403, "Forbidden", $"{(asked.Name.Length == 0 ? what : $"{what} \"{asked.Name}\"")} is forbidden: {why}", details);
    }

    private static string Cannot(Attributes asked)
    {
        var who = $"User \"{asked.User.Name}\" cannot {asked.Verb}";
        return asked.Path is { } path ? $"{who} path \"{path}\""
            : $"{who} resource \"{asked.ResourceAndSub}\" in API group \"{asked.Group}\" "
            + (asked.Namespace.Length == 0 ? "at the cluster scope" : $"in the namespace \"{asked.Namespace}\"");
    }
}
