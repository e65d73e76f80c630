using DemoApp.Lab.Controllers;
using DemoApp.Lab.Controllers.Databases;
using DemoApp.Lab.Controllers.Shell;
using DemoApp.Lab.Controllers.Watching;
using DemoApp.Lab.Hosting;
using DemoApp.Lab.Network;
using DemoApp.Lab.Controllers.Pods;
using DemoApp.Lab.Tests.Database;
using DemoApp.Lab.Tests.KubeApi;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Shell;

public sealed class RladminRecoverTests
{
    private const string Rec = "demo-clustera";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Recover_NoFiles_IsRefusedAndToldOnTheRec()
    {
        var network = new PodNetwork();
        var logs = new PodLogBook(TimeProvider.System);
        var containers = new LabContainers(logs, new LabPodAddresses(network, 0), network);
        await using var api = await RunningApi.StartAsync(containers, containers, containers, historyLength: 5_000);
        using var client = api.Client();
        await new LabObjects(client, "redis", Rec, TimeProvider.System).ApplyAsync(Ct);
        var events = new EventRecorder(client, TimeProvider.System, NullLogger<EventRecorder>.Instance);
        var context = new ClusterContext(
            client, "redis", Rec, TimeProvider.System, new Pace(0.05), events, logs, NullLoggerFactory.Instance);
        var informers = new Informers(client, "redis", TimeProvider.System, NullLoggerFactory.Instance, everywhere: true);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var watching = informers.RunAsync(stop.Token);
        using var database = new DatabaseController(context, informers, new RunningControllers.NodeLedger());
        await Sites.UntilAsync(() => Task.FromResult(informers.Recs.Find(Rec) is not null));

        var (output, error) = (new StringWriter(), new StringWriter());
        var view = new ClusterView([], new DatabaseView(DatabasePhase.Awaiting, HasFiles: false, HasPeers: true, "endpoint", 1));
        var exit = await new RladminRecover(TimeProvider.System, database)
            .RunAsync(view, RecoverySource.Disk, named: true, output, error, Ct);

        Assert.Equal((1, "ERROR: testdb cannot be recovered: recovery (missing-files)\n"), (exit, $"{error}"));
        var told = await api.KubectlAsync($"-n redis get events --field-selector involvedObject.name={Rec},reason=RecoveryRefused");
        Assert.Contains("There are no files of testdb to recover from", told.Text, StringComparison.Ordinal);
        await stop.CancelAsync();
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }
}
