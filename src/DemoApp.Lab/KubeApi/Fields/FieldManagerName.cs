using System.Text;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Fields;

/// <summary>Who a request says it comes from: <c>?fieldManager=</c>, else the User-Agent up to its first slash.</summary>
internal static class FieldManagerName
{
    private const int Longest = 128;

    /// <exception cref="ApiError">422 for a name that is none, or for an apply without one.</exception>
    public static string Of(HttpRequest request, bool applies = false)
    {
        var options = request.Method switch { "POST" => "CreateOptions", "PUT" => "UpdateOptions", _ => "PatchOptions" };
        var name = request.Query["fieldManager"].ToString();
        if (name.Length == 0)
        {
            return applies ? throw Refused(options, "FieldValueRequired", "Required value: is required for apply patch") : FromAgent(request.Headers.UserAgent.ToString());
        }
        if (Encoding.UTF8.GetByteCount(name) > Longest)
        {
            throw Refused(options, "FieldValueTooLong", $"Too long: may not be more than {Longest} bytes");
        }
        var at = name.AsSpan().IndexOfAnyInRange('\0', '\u001f');
        return at < 0 ? name : throw Refused(options, "FieldValueInvalid",
            $"Invalid value: {JsonValue.Create(name).ToJsonString(PathElement.Plain)}: invalid character U+{(int)name[at]:X4} (at position {at})");
    }

    private static string FromAgent(string agent)
    {
        var name = new string([.. agent.Split('/')[0].Where(c => !char.IsControl(c)).Take(Longest)]);
        return name.Length == 0 ? "unknown" : name;
    }

    private static ApiError Refused(string options, string reason, string message) => ApiError.InvalidOptions(options, new(reason, "fieldManager", message));
}
