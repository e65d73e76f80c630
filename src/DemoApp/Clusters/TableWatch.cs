using System.Text.Json;

namespace DemoApp.Clusters;

/// <summary>One collection kept up to date: list, then watch from that version; list again after an error. Never gives up.</summary>
internal sealed class TableWatch(ApiReader api, string path, TimeProvider time, Action changed)
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(2);
    private volatile KubernetesTable current = KubernetesTable.Empty;

    public KubernetesTable Current => current;

    /// <param name="ct">Ends the watch; cancel and run again to begin with a fresh list.</param>
    public async Task RunAsync(CancellationToken ct)
    {
        var backoff = FirstBackoff;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (await api.ListAsync(path, ct) is not { } listed)
                {
                    Set(KubernetesTable.Empty);
                }
                else
                {
                    Set(listed);
                    backoff = FirstBackoff;
                    await FollowAsync(listed.Version, ct);
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or ApiAnswerException or JsonException or OperationCanceledException)
            {
                // The probe says to everyone what is wrong; here only the next try matters.
            }
            await Task.Delay(backoff, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            backoff = backoff * 2 < LongestBackoff ? backoff * 2 : LongestBackoff;
        }
    }

    /// <summary>Goes on from version to version while the server ends watches in good order.</summary>
    private async Task FollowAsync(string version, CancellationToken ct)
    {
        while (true)
        {
            await foreach (var (type, table) in api.WatchAsync(path, version, ct))
            {
                version = VersionOf(table) is { Length: > 0 } seen ? seen : version;
                if (type is "ADDED" or "MODIFIED")
                {
                    Set(current.With(table));
                }
                else if (type is "DELETED")
                {
                    Set(current.Without(table));
                }
            }
        }
    }

    private static string VersionOf(JsonElement table) =>
        KubernetesRow.ReadAll(table).Select(r => r.Version).LastOrDefault(v => v.Length > 0) ?? KubernetesTable.VersionOf(table);

    private void Set(KubernetesTable table)
    {
        current = table;
        changed();
    }
}
