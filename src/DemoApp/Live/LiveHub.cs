using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Hosting;

namespace DemoApp.Live;

/// <summary>The feed over SignalR: one stream, <c>Feed(after)</c>. Takes no commands.</summary>
internal sealed class LiveHub(LiveFeed feed, IHostApplicationLifetime lifetime) : Hub
{
    /// <param name="after">Id of the last message received, <c>epoch-sequence</c>; null for a snapshot first.</param>
    public async IAsyncEnumerable<JsonElement> Feed(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        await foreach (var message in feed.SubscribeAsync(after, ends.Token))
        {
            yield return JsonElement.Parse(message.Json);
        }
    }
}
