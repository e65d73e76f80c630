using System.Collections.Immutable;
using System.Threading.Channels;

namespace DemoApp.Lab.KubeApi.Store;

/// <summary>Those who are told of every change. One that does not read loses its subscription; it never holds up a writer.</summary>
internal sealed class Subscribers
{
    private ImmutableArray<(ResourceType? Type, Channel<Change> Changes)> all = [];

    /// <param name="type">The kind, in the version it is wanted in; null: every kind, as it was written.</param>
    public void Add(ResourceType? type, Channel<Change> changes) => all = all.Add((type, changes));

    /// <summary>Ends a subscription; a second call does nothing.</summary>
    public void Remove(ChannelReader<Change> reader)
    {
        foreach (var subscriber in all.Where(s => s.Changes.Reader == reader))
        {
            subscriber.Changes.Writer.TryComplete();
        }
        all = all.RemoveAll(s => s.Changes.Reader == reader);
    }

    public void Tell(Change change)
    {
        foreach (var subscriber in all)
        {
            var concerns = subscriber.Type is null || History.IsSame(subscriber.Type, change.Resource);
            if (concerns && !subscriber.Changes.Writer.TryWrite(change.SeenAs(subscriber.Type)))
            {
                subscriber.Changes.Writer.TryComplete();
                all = all.Remove(subscriber);
            }
        }
    }
}
