using k8s;

namespace DemoApp.Lab.Hosting;

/// <summary>The objects that are kept as YAML inside the program, with their blanks filled in.</summary>
internal static class LabManifests
{
    /// <param name="file">Name in the folder Manifests.</param>
    /// <param name="blanks">What stands for <c>$NAME</c>, by NAME.</param>
    public static string Text(string file, params IEnumerable<(string Name, string Value)> blanks)
    {
        using var stream = typeof(LabManifests).Assembly.GetManifestResourceStream($"DemoApp.Lab.Hosting.Manifests.{file}")!;
        using var reader = new StreamReader(stream);
        return blanks.Aggregate(reader.ReadToEnd(), (text, blank) => text.Replace("$" + blank.Name, blank.Value, StringComparison.Ordinal));
    }

    public static T Read<T>(string file, params IEnumerable<(string Name, string Value)> blanks) =>
        KubernetesYaml.Deserialize<T>(Text(file, blanks));
}
