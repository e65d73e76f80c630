namespace DemoApp.EndToEnd.Running;

/// <summary>kubectl and redis-cli, as a presenter types them, against the clusters of a running program.</summary>
internal static class LabTools
{
    public static Task<ToolAnswer> KubectlAsync(this DemoProgram program, params string[] arguments) =>
        Tool.RunAsync("kubectl", arguments, environment: Environment(program));

    /// <summary>A command that goes on, as <c>get -w</c>; returns once its first line is there.</summary>
    public static async Task<Lines> KubectlWatchAsync(this DemoProgram program, params string[] arguments)
    {
        var lines = new Lines(Tool.Start("kubectl", arguments, Environment(program)));
        await Until.TrueAsync($"the first line of kubectl {string.Join(' ', arguments)}", () => lines.Current.Length > 1, () => lines.Text);
        return lines;
    }

    public static Task<ToolAnswer> BreakByKubectlAsync(this DemoProgram program, string cluster = "demo-clustera") => program.KubectlAsync(
        "--context", cluster, "-n", "redis", "patch", "rec", cluster, "--type", "merge", "--patch", """{"spec":{"clusterRecovery":true}}""");

    /// <summary>The rec runs again; its database waits for a person.</summary>
    public static Task RecRunsAgainAsync(this DemoProgram program, string cluster = "demo-clustera") => Until.SeenAsync(
        $"{cluster} Running, clusterRecovery cleared",
        async () => (await program.KubectlAsync("--context", cluster, "-n", "redis", "get", "rec", cluster, "-o", "jsonpath={.status.state}/{.spec.clusterRecovery}")).Output,
        seen => seen is "Running/" or "Running/false", TimeSpan.FromSeconds(60));

    public static async Task RecoverDatabaseAsync(this DemoProgram program, string cluster = "demo-clustera")
    {
        var answer = await program.KubectlAsync("--context", cluster, "-n", "redis", "exec", $"{cluster}-0", "--", "rladmin", "recover", "all");
        answer.Succeeded();
    }

    /// <summary>Hung when nothing came for a second and a half.</summary>
    public static Task<ToolAnswer> RedisAsync(this DemoProgram program, int cluster, params string[] command) =>
        Tool.RunAsync("redis-cli", ["-p", $"{program.TestdbPorts[cluster]}", .. command], TimeSpan.FromSeconds(1.5));

    private static Dictionary<string, string> Environment(DemoProgram program) => new() { ["KUBECONFIG"] = program.Kubeconfig, ["HOME"] = program.Folder };
}
