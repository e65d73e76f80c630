using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Http;

internal enum Shape
{
    Object,
    Table,
    Metadata,
}

/// <summary>What the caller accepts: the first media range of Accept that this server can answer.</summary>
/// <param name="MetaVersion">The version of meta.k8s.io in which tables and metadata are wanted.</param>
internal sealed record Negotiation(Shape Shape, bool Yaml, string MetaVersion = "v1")
{
    private static readonly Negotiation Plain = new(Shape.Object, false);

    /// <exception cref="ApiError">406 when nothing accepted can be answered.</exception>
    public static Negotiation Of(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        if (accept.Length == 0)
        {
            return Plain;
        }
        foreach (var range in accept.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = range.Split(';', StringSplitOptions.TrimEntries);
            var shape = parts.Contains("as=Table") ? Shape.Table
                : parts.Any(p => p.StartsWith("as=PartialObjectMetadata", StringComparison.Ordinal)) ? Shape.Metadata
                : Shape.Object;
            var version = parts.FirstOrDefault(p => p.StartsWith("v=", StringComparison.Ordinal)) ?? "";
            if (shape != Shape.Object && version is not ("v=v1" or "v=v1beta1"))
            {
                continue;
            }
            var meta = shape == Shape.Object ? "v1" : version[2..];
            switch (parts[0])
            {
                case "application/json" or "application/*" or "*/*" when !parts.Contains("stream=watch") || shape == Shape.Object:
                    return new(shape, false, meta);
                case "application/yaml":
                    return new(shape, true, meta);
                default:
                    continue;
            }
        }
        throw new ApiError(406, "NotAcceptable",
            "only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf");
    }
}
