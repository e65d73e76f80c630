using System.Globalization;

namespace DemoApp.Lab.Controllers.Shell;

/// <summary>How a process ends that is sent a signal by kill.</summary>
internal static class KillSignal
{
    private const int ByASignal = 128;

    private static readonly Dictionary<string, int> Numbers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["HUP"] = 1, ["INT"] = 2, ["QUIT"] = 3, ["ABRT"] = 6, ["KILL"] = 9, ["SEGV"] = 11, ["TERM"] = 15,
    };

    /// <param name="options">What stands between kill and the process: nothing, <c>-9</c>, <c>-KILL</c>, <c>-s KILL</c>,
    /// <c>-SIGKILL</c>.</param>
    /// <returns>Null when it names no such signal.</returns>
    public static int? ExitCode(IReadOnlyList<string> options)
    {
        var name = options switch
        {
            [] => "TERM",
            ["-s" or "-n", var given] => given,
            [var given] when given.StartsWith('-') => given[1..],
            _ => "",
        };
        name = name.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? name[3..] : name;
        return Numbers.TryGetValue(name, out var number) ? ByASignal + number
            : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out number) && Numbers.ContainsValue(number)
                ? ByASignal + number
            : null;
    }
}
