using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Writing;

/// <summary>The query of a write: whether it is only tried, and what becomes of unknown fields (CreateOptions, UpdateOptions, PatchOptions).</summary>
internal sealed record WriteOptions(bool DryRun, string FieldValidation)
{
    /// <exception cref="ApiError">422 for a value that is not offered.</exception>
    public static WriteOptions Of(HttpRequest request)
    {
        var kind = request.Method switch { "POST" => "CreateOptions", "PUT" => "UpdateOptions", "PATCH" => "PatchOptions", _ => "DeleteOptions" };
        var (dryRun, validation) = (request.Query["dryRun"].ToString(), request.Query["fieldValidation"].ToString());
        if (dryRun is not ("" or "All"))
        {
            throw ApiError.InvalidOptions(kind, FieldError.NotSupported("dryRun", $"[]string{{\"{dryRun}\"}}", "All"));
        }
        if (validation is not ("" or "Ignore" or "Warn" or "Strict"))
        {
            throw ApiError.InvalidOptions(kind, FieldError.NotSupported("fieldValidation", $"\"{validation}\"", "", "Ignore", "Strict", "Warn"));
        }
        if (request.Query["force"] is ["true" or "false"] && request.Method == "PATCH" && Body.MediaType(request) != "application/apply-patch+yaml")
        {
            throw ApiError.InvalidOptions(kind, FieldError.Forbidden("force", "may not be specified for non-apply patch"));
        }
        return new(dryRun == "All", validation);
    }

    /// <summary>Refuses unknown fields (Strict), says so (Warn, the default), or nothing (Ignore).</summary>
    public Action<IReadOnlyList<string>> Unknown(HttpContext http, ResourceType type) => FieldValidation switch
    {
        "Ignore" => _ => { },
        "Strict" => fields => throw ApiError.BadRequest(
            $"{type.Kind} in version \"{type.Version}\" cannot be handled as a {type.Kind}: strict decoding error: {string.Join(", ", fields.Select(f => $"unknown field \"{f}\""))}"),
        _ => fields =>
        {
            foreach (var field in fields)
            {
                http.Warn($"unknown field \"{field}\"");
            }
        },
    };
}
