using System.Runtime.InteropServices;

namespace DemoApp.Bench.Running;

/// <summary>
/// The program as it is shipped: published for this machine, far from the sources, which keep their lock files and what was built.
/// </summary>
internal sealed class Published : IDisposable
{
    private readonly string folder;

    private Published(string folder) => this.folder = folder;

    public string Program => Path.Combine(folder, "program", "DemoApp");

    public static async Task<Published> MakeAsync(CancellationToken ct)
    {
        var published = new Published(Directory.CreateTempSubdirectory("demoapp-bench-").FullName);
        string[] arguments =
        [
            "publish", Path.Combine(Repository.Root, "src", "DemoApp"), "--configuration", "Release",
            "--runtime", RuntimeInformation.RuntimeIdentifier,
            "--artifacts-path", Path.Combine(published.folder, "artifacts"), "--output", Path.GetDirectoryName(published.Program)!,
            "-p:NuGetLockFilePath=obj/published.lock.json", "-nodeReuse:false",
        ];
        await Command.OutputAsync("dotnet", arguments, ct);
        return published;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
