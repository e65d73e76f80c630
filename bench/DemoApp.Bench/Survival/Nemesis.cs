using DemoApp.Bench.Running;

namespace DemoApp.Bench.Survival;

/// <summary>Breaks clusters, kills pods, cuts links, kills the process; and heals. By kubectl and signals alone.</summary>
internal sealed class Nemesis(LabProgram lab, Kubectl kubectl)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(2);

    public int Breaks { get; private set; }

    public int Kills { get; private set; }

    public int Cuts { get; private set; }

    public int Crashes { get; private set; }

    /// <summary>One blow after another until the time is up. The one that has begun is brought to its end.</summary>
    /// <param name="atBreak">Told while a broken cluster's database is silent.</param>
    /// <param name="until">The end of the blows.</param>
    /// <param name="ct">Ends everything.</param>
    public async Task RunAsync(Func<int, Task> atBreak, CancellationToken until, CancellationToken ct)
    {
        while (true)
        {
            foreach (var blow in (Func<Task>[])
            [
                () => KillAsync(0, 1, ct), () => CutAsync(0, ct), () => BreakAsync(0, atBreak, ct), () => CrashAsync(ct),
                () => KillAsync(1, 2, ct), () => CutAsync(1, ct), () => CrashAsync(ct),
            ])
            {
                if (until.IsCancellationRequested)
                {
                    return;
                }
                await blow();
                await Task.Delay(Breath, TimeProvider.System, ct);
            }
        }
    }

    /// <summary>Everything stands again and both databases answer; a database that waits for a person gets one.</summary>
    public async Task HealAsync(int clusters, CancellationToken ct)
    {
        for (var n = 0; n < clusters; n++)
        {
            await RunAsync(n, ct, "delete", "networkchaos", "--all");
            await AnswersAsync(n, ct);
        }
    }

    private static string Name(int n) => $"demo-cluster{(char)('a' + n)}";

    private async Task BreakAsync(int n, Func<int, Task> atBreak, CancellationToken ct)
    {
        Breaks++;
        await RunAsync(n, ct, "patch", "rec", Name(n), "--type", "merge", "--patch", """{"spec":{"clusterRecovery":true}}""");
        await RunAsync(n, ct, "wait", "rec", Name(n), "--for=jsonpath={.status.state}=RecoveringFirstPod", "--timeout=60s");
        await atBreak(n);
        await RunAsync(n, ct, "wait", "rec", Name(n), "--for=jsonpath={.status.state}=Running", "--timeout=60s");
        await AnswersAsync(n, ct);
    }

    private async Task AnswersAsync(int n, CancellationToken ct) => await SeenAsync(async () =>
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(1));
        try
        {
            await using var client = await RespClient.ConnectAsync(lab.Ports.TestdbOf(n), patience.Token);
            return await client.AskAsync(patience.Token, "PING") == "PONG";
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            // Waits for a person, or not yet ready for one.
            await RunAsync(n, ct, "exec", Name(n) + "-0", "-c", "redis-enterprise-node", "--", "rladmin", "recover", "all");
            return false;
        }
    }, ct);

    private async Task KillAsync(int n, int pods, CancellationToken ct)
    {
        Kills += pods;
        await RunAsync(n, ct, ["delete", "pod", "--force", "--grace-period=0", .. Enumerable.Range(0, pods).Select(i => $"{Name(n)}-{i}")]);
        await AnswersAsync(n, ct);
    }

    private async Task CutAsync(int n, CancellationToken ct)
    {
        Cuts++;
        var file = Path.Combine(lab.Folder, "cut.yaml");
        await File.WriteAllTextAsync(file, $$"""
            apiVersion: chaos-mesh.org/v1alpha1
            kind: NetworkChaos
            metadata: {name: cut, namespace: redis}
            spec:
              action: partition
              direction: both
              externalTargets: [{{Name(1 - n)}}]
              mode: all
              selector:
                labelSelectors:
                  redis.io/role: node
            """, ct);
        await RunAsync(n, ct, "apply", "-f", file);
        await Task.Delay(Breath, TimeProvider.System, ct);
        await RunAsync(n, ct, "delete", "-f", file);
    }

    private async Task CrashAsync(CancellationToken ct)
    {
        Crashes++;
        await lab.KillAndStartAgainAsync(ct);
        await AnswersAsync(0, ct);
        await AnswersAsync(1, ct);
    }

    private async Task<bool> RunAsync(int n, CancellationToken ct, params string[] arguments) =>
        (await kubectl.RunAsync(ct, ["--context", Name(n), "-n", "redis", .. arguments])).Exit == 0;

    private static async Task SeenAsync(Func<Task<bool>> holds, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        while (!await holds())
        {
            await Task.Delay(Between, TimeProvider.System, patience.Token);
        }
    }
}
