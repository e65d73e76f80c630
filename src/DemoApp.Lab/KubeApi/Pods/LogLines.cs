using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>The part of a container's log that was asked for, as bytes.</summary>
internal static class LogLines
{
    /// <summary>What can be had at once comes as one piece; what is followed, as it is written.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        IPodLogs logs, PodTarget target, string container, LogOptions options, [EnumeratorCancellation] CancellationToken ct)
    {
        IAsyncEnumerable<PodLogLine> Lines(bool follow) =>
            (IsOfRunBefore(target, container, options)
                ? logs.ReadPreviousAsync(target.Namespace, target.Name, container, ct)
                : logs.ReadAsync(target.Namespace, target.Name, container, follow, ct)).Where(l => l.At >= options.Since);

        var skip = options.TailLines is { } tail ? Math.Max(0, await Lines(false).LongCountAsync(ct) - tail) : 0;
        var left = options.LimitBytes ?? long.MaxValue;
        var piece = new MemoryStream();
        await using var lines = Lines(options.Follow).GetAsyncEnumerator(ct);
        while (left > 0)
        {
            var next = lines.MoveNextAsync();
            if (!next.IsCompleted && piece.Length > 0)
            {
                yield return piece.ToArray();
                piece.SetLength(0);
            }
            if (!await next)
            {
                break;
            }
            if (skip-- > 0)
            {
                continue;
            }
            var line = Format(lines.Current, options.Timestamps);
            piece.Write(line, 0, (int)Math.Min(line.Length, left));
            left -= line.Length;
        }
        if (piece.Length > 0)
        {
            yield return piece.ToArray();
        }
    }

    /// <summary>While a container waits for its next run, the last one is both: the one before, and the latest there is.</summary>
    private static bool IsOfRunBefore(PodTarget target, string container, LogOptions options) =>
        options.Previous && target.StatusOf(container)?["state"]?["waiting"] is null;

    private static byte[] Format(PodLogLine line, bool stamped)
    {
        var stamp = stamped ? line.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z '", CultureInfo.InvariantCulture) : "";
        return Encoding.UTF8.GetBytes($"{stamp}{line.Text}\n");
    }
}
