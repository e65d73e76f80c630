namespace DemoApp.Hosting;

/// <summary>Says on standard output what was started and where, once the host listens.</summary>
internal static class StartBanner
{
    public static void PrintBanner(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var address = app.Urls.FirstOrDefault() ?? "";
        Console.WriteLine($"\n  Shop       {address}/");
        foreach (var cluster in app.Configuration.GetSection("Clusters").GetChildren())
        {
            var testdb = cluster["Testdb"] ?? "";
            Console.WriteLine($"  {cluster["Name"],-9}  {address}/sites/{cluster["Name"]}   redis-cli -p {testdb[(testdb.LastIndexOf(':') + 1)..]}");
        }
        Console.WriteLine("  Ctrl-C ends all.\n");
    });
}
