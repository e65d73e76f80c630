using System.Text.RegularExpressions;

namespace DemoApp.Lab.Controllers.Pods.Images;

/// <summary>An image's name as a container runtime reads it. Pure.</summary>
internal static partial class ImageName
{
    private const string DefaultRegistry = "docker.io/";

    /// <summary>With registry, folder and tag, as a runtime asks for it; null when it is no reference.</summary>
    public static string? Full(string image)
    {
        if (!Reference().IsMatch(image))
        {
            return null;
        }

        var first = image.Split('/')[0];
        var hasRegistry = image.Contains('/', StringComparison.Ordinal) && (first.Contains('.', StringComparison.Ordinal)
            || first.Contains(':', StringComparison.Ordinal) || first == "localhost");
        var named = hasRegistry ? image : DefaultRegistry + (image.Contains('/', StringComparison.Ordinal) ? image : "library/" + image);
        return named[(named.LastIndexOf('/') + 1)..].AsSpan().IndexOfAny(':', '@') >= 0 ? named : named + ":latest";
    }

    /// <summary>The grammar of github.com/distribution/reference: registry, path in small letters, tag, digest.</summary>
    [GeneratedRegex(
        @"\A(?:(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::[0-9]+)?)/)?"
        + @"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*"
        + @"(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?\z", RegexOptions.CultureInvariant | RegexOptions.ECMAScript)]
    private static partial Regex Reference();
}
