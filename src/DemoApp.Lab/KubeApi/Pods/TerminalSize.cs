using System.Text.Json;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>How large the terminal of a client is, as it last said: <c>{"Width":80,"Height":24}</c>. Zeros before it said anything.</summary>
internal sealed class TerminalSize
{
    private const int Longest = 1024;
    private readonly List<byte> pending = [];
    private Tuple<int, int> now = new(0, 0);

    public (int Columns, int Rows) Now => (Volatile.Read(ref now).Item1, Volatile.Read(ref now).Item2);

    /// <summary>Takes what came, which may be part of a message or several; what is no size is passed by.</summary>
    public void Take(ReadOnlySpan<byte> data)
    {
        foreach (var letter in data)
        {
            pending.Add(letter);
            if (letter == '}')
            {
                Read(pending.ToArray());
            }
            if (letter == '}' || pending.Count > Longest)
            {
                pending.Clear();
            }
        }
    }

    private void Read(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            Volatile.Write(ref now, new(json.RootElement.GetProperty("Width").GetUInt16(), json.RootElement.GetProperty("Height").GetUInt16()));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            // Nothing that could be used.
        }
    }
}
