using DemoApp.Admin;

namespace DemoApp.Hosting;

/// <summary>Says on standard output what was started and where, once the host listens.</summary>
internal static class StartBanner
{
    private const int LabelWidth = 12;

    public static void PrintBanner(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine(Text(app)));

    private static string Text(WebApplication app)
    {
        var address = app.Urls.FirstOrDefault() ?? "";
        var presenter = app.Services.GetRequiredService<PresenterOptions>();
        var clusters = app.Configuration.GetSection("Clusters").GetChildren().ToArray();
        var lines = new List<string>
        {
            "",
            Line("Shop", $"{address}/"),
            Line("Console", $"{address}/admin"),
            Line("Presenter", $"{address}/admin/sign-in?token={app.Services.GetRequiredService<PresenterKeys>().LinkToken}   (works once)"),
        };
        if (!presenter.IsOwn)
        {
            lines.Add(Line("Passcode", presenter.Passcode));
        }
        if (clusters.FirstOrDefault()?["Kubeconfig"] is { Length: > 0 } kubeconfig)
        {
            lines.Add(Line("kubectl", $"export KUBECONFIG={kubeconfig}"));
        }
        foreach (var cluster in clusters)
        {
            var testdb = cluster["Testdb"] ?? "";
            var colon = testdb.LastIndexOf(':');
            var host = testdb[..Math.Max(colon, 0)] is "127.0.0.1" or "" ? "" : $"-h {testdb[..colon]} ";
            lines.Add("");
            lines.Add(Line(cluster["Name"] ?? "", $"{address}/sites/{cluster["Name"]}"));
            lines.Add(Line("", $"redis-cli {host}-p {testdb[(colon + 1)..]}"));
            lines.Add(Line("", $"kubectl --context {cluster["Context"] ?? cluster["Name"]} get rec -n {cluster["Namespace"] ?? "redis"} -w"));
        }
        lines.AddRange(["", "  Ctrl-C ends all.", ""]);
        return string.Join(Environment.NewLine, lines);

        string Line(string label, string text) => $"  {label.PadRight(Math.Max(LabelWidth, clusters.Max(c => c["Name"]?.Length ?? 0) + 2))}{text}";
    }
}
