using System.Globalization;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Reading;

/// <summary>The options of a list: how much of it, from where, and as of which version.</summary>
internal sealed record ListRequest(long Limit, ContinueToken? Continue, long Version, bool Exact)
{
    /// <exception cref="ApiError">400 or 422 for options that cannot be, or not together.</exception>
    public static ListRequest Of(HttpRequest request)
    {
        var (match, version) = (request.Query["resourceVersionMatch"].ToString(), request.Query["resourceVersion"].ToString());
        Check(match, version);
        var token = ContinueToken.Read(request.Query["continue"]);
        if (token is not null && version.Length > 0 && version != "0")
        {
            throw ApiError.BadRequest("specifying resource version is not allowed when using continue");
        }
        var limit = Number(request, "limit");
        var asked = VersionOf(request);
        return new(limit, token, asked, asked > 0 && (match == "Exact" || (limit > 0 && match.Length == 0)));
    }

    /// <summary>The resourceVersion asked for; 0 when there is none.</summary>
    /// <exception cref="ApiError">500, as the genuine server answers what is no number.</exception>
    public static long VersionOf(HttpRequest request)
    {
        var text = request.Query["resourceVersion"].ToString();
        if (text.Length == 0)
        {
            return 0;
        }
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new ApiError(500, null, $"resourceVersion: Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": invalid syntax");
    }

    public static long Number(HttpRequest request, string key)
    {
        var text = request.Query[key].ToString();
        return text.Length == 0 ? 0
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : throw ApiError.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax");
    }

    private static void Check(string match, string version)
    {
        const string Field = "resourceVersionMatch";
        var mistake = match switch
        {
            "" => null,
            _ when version.Length == 0 => FieldError.Forbidden(Field, "resourceVersionMatch is forbidden unless resourceVersion is provided"),
            "Exact" when version == "0" => FieldError.Forbidden(Field, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""),
            "Exact" or "NotOlderThan" => null,
            _ => FieldError.NotSupported(Field, $"\"{match}\"", "Exact", "NotOlderThan", ""),
        };
        if (mistake is not null)
        {
            throw ApiError.InvalidOptions("ListOptions", mistake);
        }
    }
}
