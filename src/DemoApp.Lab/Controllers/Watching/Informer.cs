using System.Collections.Immutable;
using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Watching;

/// <summary>Anything that can be waited for until it has seen the cluster once.</summary>
internal interface IInformer
{
    event Action? Changed;

    Task Synced { get; }

    Task RunAsync(CancellationToken cancellationToken);
}

/// <summary>
/// Holds the objects of one kind: lists, watches from that version, lists again when the version is too old, and connects again
/// forever. <see cref="Current"/> and <see cref="Everywhere"/> are replaced whole; a reader takes them once.
/// </summary>
/// <param name="source">Lists and watches.</param>
/// <param name="time">Waits between attempts.</param>
/// <param name="logger">For what goes wrong.</param>
/// <param name="home">The namespace <see cref="Current"/> is of; objects of no namespace are at home everywhere.</param>
internal sealed partial class Informer<T>(ResourceSource<T> source, TimeProvider time, ILogger logger, string home) : IInformer
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableSortedDictionary<string, T> current = ImmutableSortedDictionary<string, T>.Empty.WithComparers(StringComparer.Ordinal);
    private ImmutableSortedDictionary<ObjectKey, T> everywhere = ImmutableSortedDictionary<ObjectKey, T>.Empty;

    public event Action? Changed;

    /// <summary>Those at home, by name.</summary>
    public ImmutableSortedDictionary<string, T> Current => Volatile.Read(ref current);

    /// <summary>Those of every namespace that is watched.</summary>
    public ImmutableSortedDictionary<ObjectKey, T> Everywhere => Volatile.Read(ref everywhere);

    public Task Synced => synced.Task;

    public T? Find(string name) => Current.GetValueOrDefault(name);

    public T? Find(string? ns, string name) => Everywhere.GetValueOrDefault(new(ns, name));

    /// <summary>Those of one namespace.</summary>
    public IEnumerable<T> In(string? ns) => ns == home ? Current.Values : Everywhere.Values.Where(i => i.Metadata.NamespaceProperty == ns);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var backoff = FirstBackoff;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var version = await ListAsync(cancellationToken);
                backoff = FirstBackoff;
                while (version is not null)
                {
                    version = await WatchAsync(version, cancellationToken);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.Interrupted(logger, source.Plural, e.Message, backoff.TotalSeconds);
            }

            await Task.Delay(backoff, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            backoff = backoff * 2 < LongestBackoff ? backoff * 2 : LongestBackoff;
        }
    }

    private async Task<string> ListAsync(CancellationToken cancellationToken)
    {
        var (items, metadata) = await source.List(cancellationToken);
        Volatile.Write(ref everywhere, items.ToImmutableSortedDictionary(ObjectKey.Of, i => i));
        Volatile.Write(ref current, items.Where(IsHome).ToImmutableSortedDictionary(i => i.Metadata.Name, i => i, StringComparer.Ordinal));
        synced.TrySetResult();
        Changed?.Invoke();
        return metadata.ResourceVersion;
    }

    /// <returns>The version to go on from, or null when the objects must be listed again.</returns>
    private async Task<string?> WatchAsync(string version, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            await foreach (var (type, item) in source.Watch(version, e => failure ??= e, cancellationToken))
            {
                version = item.Metadata?.ResourceVersion ?? version;
                if (Apply(type, item))
                {
                    Changed?.Invoke();
                }
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            // The server went away in mid-stream; what it had sent is kept, and asking again shows whether it is back.
            Log.Cut(logger, source.Plural, e.Message);
        }
        catch (HttpOperationException e) when (e.Response?.StatusCode == HttpStatusCode.Gone)
        {
            return null;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return failure is null ? version : null;
    }

    private bool Apply(WatchEventType type, T item)
    {
        switch (type)
        {
            case WatchEventType.Added or WatchEventType.Modified:
                Volatile.Write(ref everywhere, everywhere.SetItem(ObjectKey.Of(item), item));
                Volatile.Write(ref current, IsHome(item) ? current.SetItem(item.Metadata.Name, item) : current);
                return true;
            case WatchEventType.Deleted:
                Volatile.Write(ref everywhere, everywhere.Remove(ObjectKey.Of(item)));
                Volatile.Write(ref current, IsHome(item) ? current.Remove(item.Metadata.Name) : current);
                return true;
            default:
                return false;
        }
    }

    private bool IsHome(T item) => item.Metadata.NamespaceProperty is not { Length: > 0 } ns || ns == home;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Watching {Plural} was interrupted ({Why}); again in {Seconds} s")]
        public static partial void Interrupted(ILogger logger, string plural, string why, double seconds);

        [LoggerMessage(Level = LogLevel.Debug, Message = "The watch of {Plural} was cut: {Why}")]
        public static partial void Cut(ILogger logger, string plural, string why);
    }
}
