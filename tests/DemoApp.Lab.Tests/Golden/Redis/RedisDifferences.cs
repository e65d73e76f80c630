namespace DemoApp.Lab.Tests.Golden.Redis;

/// <summary>
/// Why a command may be answered otherwise than by redis-server: <c>first words of commands => reason</c>, a line each, in
/// tests/golden/redis/differences.txt. The longest that fits counts; each must be needed.
/// </summary>
internal sealed class RedisDifferences
{
    private readonly List<(string Words, string Reason)> all =
    [
        .. File.ReadLines(Path.Combine(RedisTranscript.Folder, "differences.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(line => line.Split(" => ", 2))
            .Select(parts => (parts[0], parts[1]))
            .OrderByDescending(pair => pair.Item1.Length),
    ];

    private readonly HashSet<string> used = [];

    public IEnumerable<string> Unused => all.Select(pair => pair.Words).Where(words => !used.Contains(words));

    /// <param name="transcript">Its name may stand before the words, with a slash.</param>
    /// <param name="command">The whole line.</param>
    public string? Find(string transcript, string command)
    {
        var (words, reason) = all.Find(pair => Fits(pair.Words, command) || Fits(pair.Words, $"{transcript}/{command}"));
        if (words is not null)
        {
            used.Add(words);
        }

        return reason;
    }

    private static bool Fits(string words, string command) =>
        command.StartsWith(words, StringComparison.Ordinal) && (command.Length == words.Length || command[words.Length] == ' ' || words[^1] == '/');
}
