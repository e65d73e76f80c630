using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace DemoApp.Lab.Tests.Golden.Redis;

/// <summary>One file of tests/golden/redis: commands for redis-cli, in order, on an empty database. Its README says how they are written.</summary>
internal sealed partial record RedisTranscript(string Name, IReadOnlyList<RedisLine> Lines)
{
    /// <summary>A line that redis-cli itself cannot read: it says so, sends nothing, and so tells one reply from the next.</summary>
    private const string Separator = "\"";
    private const string Separated = "Invalid argument(s)\n";

    public static string Folder { get; } = Path.Combine(GoldenCase.Folder, "redis");

    public static IEnumerable<RedisTranscript> Read() =>
        from file in Directory.EnumerateFiles(Folder, "*.txt").Order(StringComparer.Ordinal)
        let name = Path.GetFileNameWithoutExtension(file)
        where name != "differences"
        select new RedisTranscript(name, [.. File.ReadLines(file).Where(line => line.Length > 0 && line[0] != '#').Select(RedisLine.Parse)]);

    /// <param name="server">redis-cli's arguments that say where the server is.</param>
    /// <returns>What redis-cli printed for each line.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(params string[] server)
    {
        string[] protocol = Name.StartsWith("resp3", StringComparison.Ordinal) ? ["-3"] : [];
        var start = new ProcessStartInfo("redis-cli", ["--no-raw", .. protocol, .. server])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.Latin1,
        };
        using var cli = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        try
        {
            var output = cli.StandardOutput.ReadToEndAsync(limit.Token);
            await cli.StandardInput.WriteAsync(string.Concat(Lines.Select(line => $"{line.Command}\n{Separator}\n")));
            cli.StandardInput.Close();
            var replies = (await output).Split(Separated);
            Assert.Equal(Lines.Count + 1, replies.Length);
            return replies[..^1];
        }
        finally
        {
            cli.Kill();
        }
    }
}

/// <summary>A command and how its reply is compared.</summary>
/// <param name="Command">As redis-cli reads it.</param>
/// <param name="Unordered">The elements come in no particular order.</param>
/// <param name="Shape">Numbers are times or sizes.</param>
internal sealed partial record RedisLine(string Command, bool Unordered, bool Shape)
{
    public static RedisLine Parse(string line) => line[..2] is "~ " or "? " ? new(line[2..], line[0] == '~', line[0] == '?') : new(line, false, false);

    /// <summary>Garnet has its own hand in writing the same error: another case of the command's name, a full stop at the end.</summary>
    public bool IsSame(string one, string other) => Comparable(one) == Comparable(other);

    private string Comparable(string reply)
    {
        reply = reply.TrimEnd();
        if (reply.StartsWith("(error)", StringComparison.Ordinal))
        {
            return reply.TrimEnd('.').ToUpperInvariant();
        }

        reply = Shape ? Digits().Replace(reply, "N") : reply;
        return Unordered ? string.Join('\n', reply.Split('\n').Select(line => Index().Replace(line, "")).Order(StringComparer.Ordinal)) : reply;
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^ *\d+[)~#] ")]
    private static partial Regex Index();
}
