using System.Text.RegularExpressions;
using k8s;
using k8s.Exceptions;
using k8s.KubeConfigModels;
using YamlDotNet.Core;

namespace DemoApp.Lab.Hosting;

/// <summary>Reads the kubeconfig of Lab:Kubeconfig: its first contexts, in the file's order, are the lab's clusters.</summary>
internal static partial class GivenKubeconfig
{
    /// <summary>A rec names a StatefulSet, whose pods carry the name and a hash of eleven letters in a label.</summary>
    private const int LongestName = 52;

    /// <param name="path">Full path of the file.</param>
    /// <param name="count">How many clusters the lab has.</param>
    /// <param name="mistakes">Whatever keeps the file from being used is added to it, each in one line.</param>
    public static IReadOnlyList<GivenContext> Read(string path, int count, ICollection<string> mistakes)
    {
        if (Load(path, mistakes) is not { } config)
        {
            return [];
        }

        var names = (config.Contexts ?? []).Select(c => c.Name ?? "").ToArray();
        if (names.Length < count)
        {
            mistakes.Add($"Lab:Kubeconfig {path} has {Contexts(names)}; Lab:Clusters {count} needs one for each cluster.");
            return [];
        }

        var contexts = names.Take(count).Select(name => Context(config, path, name, mistakes)).OfType<GivenContext>().ToArray();
        foreach (var same in contexts.GroupBy(c => c.Server).Where(g => g.Count() > 1))
        {
            mistakes.Add($"Lab:Kubeconfig {path}: contexts {string.Join(" and ", same.Select(c => c.Name))} lead to the same API server {same.Key}; each is to be a cluster of its own.");
        }

        return contexts;
    }

    private static K8SConfiguration? Load(string path, ICollection<string> mistakes)
    {
        try
        {
            return KubernetesClientConfiguration.LoadKubeConfig(new FileInfo(path));
        }
        catch (Exception e) when (e is KubeConfigException or YamlException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            mistakes.Add(File.Exists(path)
                ? $"Lab:Kubeconfig {path} cannot be read as a kubeconfig: {OneLine(e)}"
                : $"Lab:Kubeconfig is \"{path}\", and there is no such file.");
            return null;
        }
    }

    private static GivenContext? Context(K8SConfiguration config, string path, string name, ICollection<string> mistakes)
    {
        if (name.Length > LongestName || !RecName().IsMatch(name))
        {
            mistakes.Add($"Lab:Kubeconfig {path}: context \"{name}\" cannot name a rec; allowed are at most {LongestName} of a-z, 0-9 and '-', "
                + $"a letter first. Rename it: kubectl config rename-context {name} NEW");
            return null;
        }

        try
        {
            return new(name, KubernetesClientConfiguration.BuildConfigFromConfigObject(config, name));
        }
        catch (Exception e) when (e is KubeConfigException or YamlException or IOException or ArgumentException or FormatException or InvalidOperationException)
        {
            mistakes.Add($"Lab:Kubeconfig {path}: context {name} cannot be used: {OneLine(e)}");
            return null;
        }
    }

    private static string Contexts(string[] names) =>
        names.Length == 0 ? "no context" : $"the context{(names.Length == 1 ? "" : "s")} {string.Join(", ", names)}";

    private static string OneLine(Exception e) => e.Message.ReplaceLineEndings(" ");

    [GeneratedRegex("^[a-z]([-a-z0-9]*[a-z0-9])?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex RecName();
}
