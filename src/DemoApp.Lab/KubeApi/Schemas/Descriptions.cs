using System.IO.Compression;

namespace DemoApp.Lab.KubeApi.Schemas;

/// <summary>
/// What is written about KubernetesClient's model classes and their properties: drawn out of the package's documentation when this
/// assembly is built. Read anew for each document that tells it, and not kept: a document is made once.
/// </summary>
internal static class Descriptions
{
    private const string Resource = "DemoApp.Lab.KubeApi.Schemas.descriptions.gz";

    /// <summary>The texts about some classes, by class and property; the class itself has an empty property.</summary>
    /// <returns>Nothing when the assembly was built without the package's documentation.</returns>
    public static IReadOnlyDictionary<(string Class, string Property), string> Of(HashSet<string> classes)
    {
        var texts = new Dictionary<(string, string), string>();
        using var packed = typeof(Descriptions).Assembly.GetManifestResourceStream(Resource);
        if (packed is null)
        {
            return texts;
        }
        using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        var wanted = classes.GetAlternateLookup<ReadOnlySpan<char>>();
        while (reader.ReadLine() is { } line)
        {
            var of = line.AsSpan();
            var first = of.IndexOf('\t');
            if (first < 0 || !wanted.Contains(of[..first]))
            {
                continue;
            }
            var second = first + 1 + of[(first + 1)..].IndexOf('\t');
            texts[(line[..first], line[(first + 1)..second])] = line[(second + 1)..].Replace("\\n", "\n", StringComparison.Ordinal);
        }
        return texts;
    }
}
