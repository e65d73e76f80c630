using System.Text;
using DemoApp.EndToEnd.Running;
using Xunit;

namespace DemoApp.EndToEnd.Stories;

/// <summary>What was written before the break is on disk while the cluster is down, and back after the repair.</summary>
public sealed class KeysOnDiskTests
{
    [Fact]
    public async Task Keys_WrittenBeforeTheBreak_AreInTheSnapshotAndComeBack()
    {
        await using var program = await DemoProgram.StartAsync("0.05");
        var value = $"kept-{Guid.NewGuid():N}";
        Assert.Equal("OK", (await program.RedisAsync(0, "SET", "before-the-break", value)).Output.Trim());
        Assert.Equal("7", (await program.RedisAsync(0, "INCRBY", "counted-before", "7")).Output.Trim());

        (await program.BreakByKubectlAsync()).Succeeded();
        await program.RecRunsAgainAsync();
        var files = FilesWith(Path.Combine(program.DataDirectory, "clusters"), value);
        Assert.Contains(files, file => file.Contains("demo-clustera", StringComparison.Ordinal) && file.Contains("snapshot", StringComparison.OrdinalIgnoreCase));

        await program.RecoverDatabaseAsync();
        await Until.SeenAsync("the value again", async () => (await program.RedisAsync(0, "GET", "before-the-break")).Output.Trim(), seen => seen == value);
        Assert.Equal("7", (await program.RedisAsync(0, "GET", "counted-before")).Output.Trim());
    }

    [Fact]
    public async Task Keys_ProgramEndedAndStartedAgain_AreThere()
    {
        var folder = Directory.CreateTempSubdirectory("demoapp-kept-");
        try
        {
            await using (var first = await DemoProgram.StartAsync("0.05", $"--Lab:DataDirectory={folder.FullName}"))
            {
                Assert.Equal("OK", (await first.RedisAsync(0, "SET", "over-the-night", "kept")).Output.Trim());
                Assert.Equal(0, await first.InterruptAsync());
            }
            await using var second = await DemoProgram.StartAsync("0.05", $"--Lab:DataDirectory={folder.FullName}");
            Assert.Equal("kept", (await second.RedisAsync(0, "GET", "over-the-night")).Output.Trim());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string[] FilesWith(string folder, string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Holds(file, bytes))];
    }

    private static bool Holds(string file, byte[] bytes)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var content = new MemoryStream();
        stream.CopyTo(content);
        return content.GetBuffer().AsSpan(0, (int)content.Length).IndexOf(bytes) >= 0;
    }
}
