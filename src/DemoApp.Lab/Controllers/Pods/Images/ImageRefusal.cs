namespace DemoApp.Lab.Controllers.Pods.Images;

/// <summary>
/// Why an image cannot be had. The lab pulls nothing, so it refuses only what no registry can have: a name that is no reference, a
/// registry in the top level domain .invalid, and a repository or tag that says itself that it does not exist. Pure.
/// </summary>
/// <param name="Reason">What the container waits with at first: InvalidImageName or ErrImagePull.</param>
/// <param name="Message">In the runtime's words.</param>
internal sealed record ImageRefusal(string Reason, string Message)
{
    private const string Invalid = "InvalidImageName";
    private static readonly string[] Nothing = ["nosuch", "no-such-image", "nonexistent", "does-not-exist", "doesnotexist"];

    /// <summary>The name itself is wrong: trying again is of no use.</summary>
    public bool IsForGood => Reason == Invalid;

    /// <returns>Null when the image can be had.</returns>
    public static ImageRefusal? Of(string image)
    {
        if (ImageName.Full(image) is not { } full)
        {
            var why = image.Any(char.IsAsciiLetterUpper) ? $": repository name ({image.Split(':')[0]}) must be lowercase" : "";
            return new(Invalid,
                $"Failed to apply default image tag \"{image}\": couldn't parse image name \"{image}\": invalid reference format{why}");
        }

        var registry = full.Split('/')[0];
        var (repository, tag) = Parts(full);
        var asked = $"failed to pull and unpack image \"{full}\": failed to resolve reference \"{full}\": ";
        return registry.Split(':')[0].EndsWith(".invalid", StringComparison.Ordinal)
            ? new(
                "ErrImagePull",
                asked + $"failed to do request: Head \"https://{registry}/v2/{full[(registry.Length + 1)..full.LastIndexOf(':')]}/manifests/{tag}\": "
                + $"dial tcp: lookup {registry.Split(':')[0]}: no such host")
            : Nothing.Contains(repository) || Nothing.Contains(tag) ? new("ErrImagePull", asked + $"{full}: not found")
            : null;
    }

    private static (string Repository, string Tag) Parts(string full)
    {
        var last = full[(full.LastIndexOf('/') + 1)..].Split('@')[0].Split(':');
        return (last[0], last.Length > 1 ? last[1] : "");
    }
}
