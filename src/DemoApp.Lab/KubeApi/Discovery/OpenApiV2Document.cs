using System.Text;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Discovery;

/// <summary>
/// OpenAPI v2 in the one form kubectl still asks it in, protobuf (gnostic's openapi.v2.Document), with the one thing it then looks for,
/// as for a manifest of kind List: whose patch takes <c>fieldValidation</c>. The schemas are in v3.
/// </summary>
internal static class OpenApiV2Document
{
    private const string MediaType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    public static bool IsWanted(HttpRequest request, string path) =>
        path == "/openapi/v2" && request.Headers.Accept.ToString().Contains("com.github.proto-openapi.spec.v2", StringComparison.Ordinal);

    public static async Task AnswerAsync(HttpContext http, IEnumerable<ResourceType> types)
    {
        http.Response.ContentType = MediaType;
        await http.Response.Body.WriteAsync(Document(types), http.RequestAborted);
    }

    private static byte[] Document(IEnumerable<ResourceType> types) =>
    [
        .. Field(1, "2.0"),
        .. Field(2, [.. Field(1, "Kubernetes"), .. Field(2, "v1.32.13")]),
        .. Field(8, [.. types.Where(t => !t.CreateOnly).SelectMany(t => Field(2, [.. Field(1, Path(t)), .. Field(2, Field(8, Patch(t)))]))]),
    ];

    private static string Path(ResourceType type) =>
        $"/{(type.Group.Length == 0 ? "api" : "apis")}/{type.ApiVersion}/{(type.Namespaced ? "namespaces/{namespace}/" : "")}{type.Plural}/{{name}}";

    /// <summary>An operation: the query parameter, and the kind it is about as a vendor extension.</summary>
    private static byte[] Patch(ResourceType type) =>
    [
        .. Field(8, Field(1, Field(2, Field(3, [.. Field(2, "query"), .. Field(4, "fieldValidation")])))),
        .. Field(13, [.. Field(1, "x-kubernetes-group-version-kind"), .. Field(2, Field(2, $"group: \"{type.Group}\"\nkind: {type.Kind}\nversion: {type.Version}\n"))]),
    ];

    private static byte[] Field(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int number, byte[] content) => [.. Varint((number << 3) | 2), .. Varint(content.Length), .. content];

    private static IEnumerable<byte> Varint(int value)
    {
        for (; value > 0x7f; value >>= 7)
        {
            yield return (byte)((value & 0x7f) | 0x80);
        }
        yield return (byte)value;
    }
}
