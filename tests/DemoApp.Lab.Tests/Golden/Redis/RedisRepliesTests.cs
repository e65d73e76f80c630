using System.Text;
using DemoApp.Lab.Tests.Database;
using Xunit;

namespace DemoApp.Lab.Tests.Golden.Redis;

/// <summary>
/// Runs every command of tests/golden/redis by redis-cli against a genuine redis-server and against testdb, and compares. What differs
/// needs its reason, and stands in docs/lab-fidelity.md.
/// </summary>
public sealed class RedisRepliesTests
{
    [Fact]
    public async Task Commands_ThroughRedisCli_AreAnsweredByTestdbAsByRedisServer()
    {
        await using var redis = await RedisServer.StartAsync();
        var differences = new RedisDifferences();
        var (files, rows, wrong) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        var (same, compared) = (0, 0);
        foreach (var transcript in RedisTranscript.Read())
        {
            await new RedisTranscript("empty", [RedisLine.Parse("FLUSHALL")]).RunAsync("-s", redis.Socket);
            await using var sites = await Sites.StartAsync(1);
            var genuine = await transcript.RunAsync("-s", redis.Socket);
            var ours = await transcript.RunAsync("-p", $"{sites[0].EndPoint.Port}");
            var alike = 0;
            for (var i = 0; i < transcript.Lines.Count; i++)
            {
                var line = transcript.Lines[i];
                if (line.IsSame(genuine[i], ours[i]))
                {
                    alike++;
                }
                else if (differences.Find(transcript.Name, line.Command) is { } reason)
                {
                    rows.Append($"| {transcript.Name} | `{Cell(line.Command)}` | {Reply(genuine[i])} | {Reply(ours[i])} | {reason} |\n");
                }
                else
                {
                    wrong.Append($"\n## {transcript.Name}: {line.Command}\n# redis-server\n{genuine[i]}# testdb\n{ours[i]}");
                }
            }

            files.Append($"| {transcript.Name} | {transcript.Lines.Count} | {alike} |\n");
            (same, compared) = (same + alike, compared + transcript.Lines.Count);
        }

        Assert.True(wrong.Length == 0, $"{same} of {compared} are the same; these differ without a reason:\n{wrong}");
        Assert.Empty(differences.Unused);
        await FidelityDocument.CheckAsync(Document(files.ToString(), rows.ToString(), same, compared));
    }

    private static string Document(string files, string rows, int same, int compared) => $"""
        # testdb and redis-server

        Made by a test (`RedisRepliesTests`): each command of `tests/golden/redis` is run by redis-cli against a genuine redis-server 7.0 and
        against testdb, one site, both empty at the start of each file. {same} of {compared} replies are the same. Not looked at: a full stop at
        the end of an error and the case of its letters. The reasons stand in `tests/golden/redis/differences.txt`.

        | file | commands | same |
        |---|---|---|
        {files}
        | file | command | redis-server | testdb | why it differs |
        |---|---|---|---|---|
        {rows}
        """;

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>On one line, and no more than tells them apart.</summary>
    private static string Reply(string reply)
    {
        var line = string.Join(' ', reply.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        return $"`{Cell(line.Length > 60 ? line[..57] + "…" : line)}`";
    }
}
