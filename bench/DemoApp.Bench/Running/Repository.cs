namespace DemoApp.Bench.Running;

/// <summary>Where the built program and the results are.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The program of the same configuration as the bench.</summary>
    public static string Program { get; } = Path.Combine(
        Root, "src", "DemoApp", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "DemoApp.dll");

    /// <summary>Database sites without the rest, in a process to be measured.</summary>
    public static string SiteHost { get; } = Path.Combine(
        Root, "tests", "DemoApp.Lab.Site", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "DemoApp.Lab.Site.dll");

    public static string Peers { get; } = Path.Combine(Root, "bench", "peers");

    /// <summary>The built program of a peer that is a project of its own.</summary>
    public static string Peer(string name) => Path.Combine(
        Peers, name, "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", $"{name}.dll");

    public static string Output(params string[] path)
    {
        var file = Path.Combine([Root, "test-output", .. path]);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return file;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "DemoApp.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No DemoApp.sln above {AppContext.BaseDirectory}.");
        }
        return folder.FullName;
    }
}
