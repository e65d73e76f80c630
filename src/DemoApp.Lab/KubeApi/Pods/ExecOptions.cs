using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>The streams a client asks for. A terminal has no stderr of its own.</summary>
internal sealed record ExecOptions(bool Stdin, bool Stdout, bool Stderr, bool Tty)
{
    /// <summary>Kept up to date while the session lasts; null without a terminal.</summary>
    public TerminalSize? Terminal { get; } = Tty ? new() : null;

    public bool IsEmpty => !Stdin && !Stdout && !Stderr;

    public static ExecOptions Of(IQueryCollection query)
    {
        var tty = query.IsOn("tty");
        return new(query.IsOn("stdin"), query.IsOn("stdout"), query.IsOn("stderr") && !tty, tty);
    }
}
