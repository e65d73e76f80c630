using System.Globalization;
using System.Text;

namespace DemoApp.Lab.Hosting;

/// <summary>The lab's own folder: kubeconfig, pki/, clusters/&lt;name&gt;/. One program at a time; no other file in it is ever touched.</summary>
internal sealed class LabDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string Clusters = "clusters";
    private const string Pki = "pki";

    private readonly FileStream guard;

    private LabDirectory(string path, FileStream guard)
    {
        Root = path;
        this.guard = guard;
    }

    public string Root { get; }

    public string Kubeconfig => Path.Combine(Root, "kubeconfig");

    /// <exception cref="LabConfigurationException">Unwritable, or in use by another program.</exception>
    public static LabDirectory Open(LabOptions options)
    {
        var directory = new LabDirectory(Path.GetFullPath(options.DataDirectory), Lock(options));
        if (options.Reset)
        {
            directory.Empty();
        }

        return directory;
    }

    public string OfCluster(string name) => Path.Combine(Root, Clusters, name);

    public string OfPki(string file) => Path.Combine(Root, Pki, file);

    /// <summary>Writes beside and renames, so that a reader never sees half a file; readable by the owner alone.</summary>
    public static void WriteSecret(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var beside = path + ".new";
        File.Delete(beside);
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = OwnerOnly;
        }

        using (var stream = new FileStream(beside, how))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        File.Move(beside, path, overwrite: true);
    }

    public void Dispose() => guard.Dispose();

    private static FileStream Lock(LabOptions options)
    {
        var root = Path.GetFullPath(options.DataDirectory);
        var path = Path.Combine(root, "lock");
        FileStream stream;
        try
        {
            Directory.CreateDirectory(root);
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new LabConfigurationException(
                $"Lab:DataDirectory {options.DataDirectory} is in use by another program ({path} is locked). Stop it or set Lab:DataDirectory.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new LabConfigurationException(
                $"Lab:DataDirectory {options.DataDirectory} cannot be written ({e.Message.TrimEnd('.')}). Set Lab:DataDirectory to a folder that can.", e);
        }

        stream.SetLength(0);
        stream.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
        stream.Flush();
        return stream;
    }

    private void Empty()
    {
        foreach (var folder in new[] { Clusters, Pki })
        {
            if (Directory.Exists(Path.Combine(Root, folder)))
            {
                Directory.Delete(Path.Combine(Root, folder), recursive: true);
            }
        }

        File.Delete(Kubeconfig);
    }
}
