namespace DemoApp.Lab.Controllers.Shell;

/// <summary>What a command line in a node container finds: a few of its programs. Anything else is not there, as exit code 127 says.</summary>
internal sealed class PodShell(Rladmin rladmin)
{
    private const int NotFound = 127;
    private const string Persistent = "/opt/persistent";

    public async Task<int> RunAsync(string pod, string container, IReadOnlyList<string> command, Stream stdout, Stream stderr, CancellationToken ct)
    {
        await using var output = Writer(stdout);
        await using var error = Writer(stderr);
        switch (command.ToArray())
        {
            case ["bash" or "sh" or "/bin/bash" or "/bin/sh", "-c" or "-lc", var line]:
                return await RunAsync(pod, container, line.Split(' ', StringSplitOptions.RemoveEmptyEntries), stdout, stderr, ct);
            case ["rladmin" or "/opt/redislabs/bin/rladmin", .. var arguments] when container == LabNames.NodeContainer:
                return await rladmin.RunAsync(pod, arguments, output, error, ct);
            case ["hostname"]:
                await output.WriteAsync(pod + "\n");
                return 0;
            case ["whoami"]:
                await output.WriteAsync("redislabs\n");
                return 0;
            case ["ls", ..] when container == LabNames.NodeContainer:
                await output.WriteAsync(command.Count > 1 && command[^1].StartsWith(Persistent, StringComparison.Ordinal) ? "ccs\nredis\n" : "bin\nconfig\npersistent\n");
                return 0;
            default:
                await error.WriteAsync($"{string.Join(' ', command.Take(1))}: command not found (in this lab: rladmin, hostname, whoami, ls)\n");
                return NotFound;
        }
    }

    private static StreamWriter Writer(Stream to) => new(to, leaveOpen: true) { AutoFlush = false };
}
