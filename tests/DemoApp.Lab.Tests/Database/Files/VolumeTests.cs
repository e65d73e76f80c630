using DemoApp.Lab.Database.Files;
using Xunit;

namespace DemoApp.Lab.Tests.Database.Files;

public sealed class VolumeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Log_DamagedInTheMiddle_IsReportedAndTheRestIsSaved()
    {
        await using var sites = await Sites.StartAsync(1);
        var db = await sites.ClientAsync(0);
        for (var i = 0; i < 20; i++)
        {
            await db.StringSetAsync($"k{i}", i);
        }

        await sites[0].StopNodeAsync("pod-0", snapshot: false, Ct);
        var log = NewestLog(sites);
        var bytes = await File.ReadAllBytesAsync(log, Ct);
        bytes[bytes.Length / 2] ^= 0xFF;
        await File.WriteAllBytesAsync(log, bytes, Ct);

        var recovery = await sites[0].RecoverAsync("pod-0", fromDisk: true, null, Ct);
        Assert.Equal([Path.GetFileName(log)], recovery.Problems.Damaged);
        Assert.Equal(19, recovery.Keys);
    }

    [Fact]
    public async Task Log_DamagedWhilePeersHaveAll_ComesBackFromThem()
    {
        await using var sites = await Sites.StartAsync(2);
        var db = await sites.ClientAsync(0);
        for (var i = 0; i < 20; i++)
        {
            await db.StringIncrementAsync("n");
        }

        await Sites.UntilAsync(sites.AgreeAsync);
        await sites[0].StopNodeAsync("pod-0", snapshot: false, Ct);
        var log = NewestLog(sites);
        var bytes = await File.ReadAllBytesAsync(log, Ct);
        bytes[bytes.Length / 2] ^= 0xFF;
        await File.WriteAllBytesAsync(log, bytes, Ct);

        await sites[0].RecoverAsync("pod-0", fromDisk: true, null, Ct);
        await sites[0].ServeAsync("pod-0", Ct);
        Assert.Equal(21, await (await sites.ClientAsync(0)).StringIncrementAsync("n"));
        await Sites.UntilAsync(sites.AgreeAsync);
    }

    [Fact]
    public async Task Log_TornAtItsEnd_IsWholeUpToThere()
    {
        await using var sites = await Sites.StartAsync(1);
        var db = await sites.ClientAsync(0);
        await db.StringSetAsync("k", "v");
        await db.StringSetAsync("unfinished", "v");
        await sites[0].StopNodeAsync("pod-0", snapshot: false, Ct);
        var log = NewestLog(sites);
        await using (var file = File.OpenWrite(log))
        {
            file.SetLength(file.Length - 3);
        }

        var recovery = await sites[0].RecoverAsync("pod-0", fromDisk: true, null, Ct);
        Assert.True(recovery.Problems.IsWhole);
        Assert.Equal(1, recovery.Keys);
        await sites[0].ServeAsync("pod-0", Ct);
        await (await sites.ClientAsync(0)).StringSetAsync("next", "v");
        await sites[0].StopNodeAsync("pod-0", snapshot: false, Ct);
        Assert.Equal(2, (await sites[0].RecoverAsync("pod-0", fromDisk: true, null, Ct)).Keys);
    }

    [Fact]
    public async Task Snapshot_NewestDamaged_TheOneBeforeAndItsLogGiveAll()
    {
        await using var sites = await Sites.StartAsync(1);
        var db = await sites.ClientAsync(0);
        for (var i = 0; i < 6; i++)
        {
            await db.StringSetAsync($"k{i}", i);
            await sites[0].SnapshotAsync(Ct);
        }

        await db.StringSetAsync("k6", 6);
        await sites[0].StopNodeAsync("pod-0", snapshot: false, Ct);
        var volume = Path.Combine(sites.Directory, "site0", "pod-0");
        Assert.Equal(2, VolumeFiles.Snapshots(volume).Count);
        var newest = VolumeFiles.Snapshot(volume, VolumeFiles.Snapshots(volume)[0]);
        await File.WriteAllTextAsync(newest, "no snapshot", Ct);

        var recovery = await sites[0].RecoverAsync("pod-0", fromDisk: true, null, Ct);
        Assert.Equal([Path.GetFileName(newest)], recovery.Problems.Damaged);
        Assert.False(recovery.Problems.IsLoss);
        Assert.Equal(7, recovery.Keys);
    }

    [Fact]
    public async Task Log_Gone_IsReportedMissingAndTheSnapshotIsSaved()
    {
        await using var sites = await Sites.StartAsync(1);
        var db = await sites.ClientAsync(0);
        await db.StringSetAsync("in-snapshot", "v");
        await sites[0].SnapshotAsync(Ct);
        await db.StringSetAsync("in-log", "v");
        await sites[0].StopNodeAsync("pod-0", snapshot: false, Ct);
        File.Delete(NewestLog(sites));
        foreach (var older in VolumeFiles.Logs(Path.Combine(sites.Directory, "site0", "pod-0")))
        {
            File.Delete(VolumeFiles.Log(Path.Combine(sites.Directory, "site0", "pod-0"), older));
        }

        var recovery = await sites[0].RecoverAsync("pod-0", fromDisk: true, null, Ct);
        Assert.NotEmpty(recovery.Problems.Missing);
        Assert.Equal(1, recovery.Keys);
    }

    private static string NewestLog(Sites sites)
    {
        var volume = Path.Combine(sites.Directory, "site0", "pod-0");
        return VolumeFiles.Log(volume, VolumeFiles.Logs(volume)[^1]);
    }
}
