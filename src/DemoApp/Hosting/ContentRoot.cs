namespace DemoApp.Hosting;

/// <summary>
/// Finds the folder of appsettings.json and wwwroot: the repository's root under <c>dotnet run</c> (which starts in the project's
/// folder), the program's own folder once published.
/// </summary>
internal static class ContentRoot
{
    public static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DemoApp.sln")))
            {
                return folder.FullName;
            }
        }
        return start;
    }
}
