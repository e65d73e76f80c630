using DemoApp.Lab.Database.Files;
using Xunit;

namespace DemoApp.Lab.Tests.Database.Files;

/// <summary>Three nodes, each with a volume that holds all: what one lost, another has.</summary>
public sealed class DamagedVolumesTests
{
    private static readonly string[] Pods = ["pod-0", "pod-1", "pod-2"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Volume_DamagedOrEmpty_IsMadeUpForByTheOthers(bool isEmpty)
    {
        await using var sites = await StoppedAsync();
        if (isEmpty)
        {
            Directory.Delete(VolumeOf(sites, "pod-0"), true);
        }
        else
        {
            await DamageAsync(sites, "pod-0");
        }

        await StartAsync(sites);
        Assert.False(sites[0].Problems.IsLoss, $"{sites[0].Problems}");
        var recovery = await sites[0].RecoverAsync("pod-0", fromDisk: true, null, Ct);
        Assert.False(recovery.Problems.IsLoss, $"{recovery.Problems}");
        Assert.Equal(20, recovery.Keys);

        // The volume is whole again, and as good as the others.
        await sites[0].StopNodeAsync("pod-1", snapshot: false, Ct);
        await sites[0].StopNodeAsync("pod-2", snapshot: false, Ct);
        await sites[0].StopNodeAsync("pod-0", snapshot: false, Ct);
        await sites[0].StartNodeAsync("pod-0", Ct);
        Assert.Equal("", $"{sites[0].Problems}");
        Assert.Equal(20, (await sites[0].RecoverAsync("pod-0", fromDisk: true, null, Ct)).Keys);
    }

    [Fact]
    public async Task Volumes_AllDamagedInDifferentPlaces_GiveAllTogether()
    {
        await using var sites = await StoppedAsync();
        await DamageAsync(sites, "pod-0", 0.3);
        await DamageAsync(sites, "pod-1", 0.5);
        await DamageAsync(sites, "pod-2", 0.8);
        await StartAsync(sites);
        Assert.True(sites[0].Problems.IsLoss);
        Assert.Equal(20, (await sites[0].RecoverAsync("pod-0", fromDisk: true, null, Ct)).Keys);
    }

    [Fact]
    public async Task Volumes_AllDamagedInTheSamePlace_AreReportedBeforeTheRecoveryAndByIt()
    {
        await using var sites = await StoppedAsync();
        foreach (var pod in Pods)
        {
            await DamageAsync(sites, pod);
        }

        await StartAsync(sites);
        Assert.StartsWith("damaged: log-", $"{sites[0].Problems}", StringComparison.Ordinal);
        var recovery = await sites[0].RecoverAsync("pod-0", fromDisk: true, null, Ct);
        Assert.True(recovery.Problems.IsLoss);
        Assert.Equal(19, recovery.Keys);
    }

    [Fact]
    public async Task Files_DamagedWhileTheNodesWait_AreFoundToo()
    {
        await using var sites = await StoppedAsync();
        await StartAsync(sites);
        Assert.True(sites[0].Problems.IsWhole);
        await DamageAsync(sites, "pod-0");
        Directory.Delete(VolumeOf(sites, "pod-1"), true);
        Assert.False(sites[0].Problems.IsLoss);
        Assert.Equal(20, (await sites[0].RecoverAsync("pod-0", fromDisk: true, null, Ct)).Keys);
    }

    private static async Task<Sites> StoppedAsync()
    {
        var sites = await Sites.StartAsync(1, nodes: 3);
        var db = await sites.ClientAsync(0);
        for (var i = 0; i < 20; i++)
        {
            await db.StringSetAsync($"k{i}", i);
        }

        await sites[0].StopAsync(snapshot: false, Ct);
        return sites;
    }

    private static async Task StartAsync(Sites sites)
    {
        foreach (var pod in Pods)
        {
            await sites[0].StartNodeAsync(pod, Ct);
        }
    }

    private static string VolumeOf(Sites sites, string pod) => Path.Combine(sites.Directory, "site0", pod);

    private static async Task DamageAsync(Sites sites, string pod, double place = 0.5)
    {
        var volume = VolumeOf(sites, pod);
        var log = VolumeFiles.Log(volume, VolumeFiles.Logs(volume)[^1]);
        var bytes = await File.ReadAllBytesAsync(log, Ct);
        bytes[(int)(bytes.Length * place)] ^= 0xFF;
        await File.WriteAllBytesAsync(log, bytes, Ct);
    }
}
