namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>One line a container wrote.</summary>
internal sealed record PodLogLine(DateTimeOffset At, string Text);

/// <summary>Reads what containers wrote, for <c>kubectl logs</c>.</summary>
internal interface IPodLogs
{
    /// <summary>Every line so far, oldest first; with <paramref name="follow"/> also those to come until the container ends.</summary>
    IAsyncEnumerable<PodLogLine> ReadAsync(string ns, string pod, string container, bool follow, CancellationToken ct);

    /// <summary>Every line of the run before the present one, oldest first.</summary>
    IAsyncEnumerable<PodLogLine> ReadPreviousAsync(string ns, string pod, string container, CancellationToken ct) =>
        AsyncEnumerable.Empty<PodLogLine>();
}
