using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Pods;

internal static class QueryFlags
{
    /// <summary>A switch of an address: there means on, unless it says otherwise.</summary>
    public static bool IsOn(this IQueryCollection query, string name) =>
        query[name] is [var text, ..] && text is not "0" && !string.Equals(text, "false", StringComparison.OrdinalIgnoreCase);
}
