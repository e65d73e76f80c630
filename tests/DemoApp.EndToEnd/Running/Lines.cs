using System.Collections.Immutable;
using System.Diagnostics;

namespace DemoApp.EndToEnd.Running;

/// <summary>The lines a program that keeps running has written so far, as <c>kubectl get -w</c> does. Disposing ends it.</summary>
internal sealed class Lines : IDisposable
{
    private readonly Process process;
    private readonly Lock gate = new();
    private ImmutableArray<string> lines = [];

    public Lines(Process process, TextWriter? copy = null)
    {
        this.process = process;
        process.OutputDataReceived += (_, e) => Add(e.Data);
        process.ErrorDataReceived += (_, e) => Add(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        void Add(string? line)
        {
            if (line is not null)
            {
                lock (gate)
                {
                    lines = lines.Add(line);
                    copy?.WriteLine(line);
                }
            }
        }
    }

    public ImmutableArray<string> Current
    {
        get
        {
            lock (gate)
            {
                return lines;
            }
        }
    }

    public string Text => string.Join('\n', Current);

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }
        process.Dispose();
    }
}
