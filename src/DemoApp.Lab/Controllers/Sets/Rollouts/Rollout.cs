using System.Globalization;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Sets.Rollouts;

/// <summary>A Deployment with its ReplicaSets: which is the current one, and the numbers a rollout keeps to. Pure.</summary>
internal sealed class Rollout
{
    private const string Quarter = "25%";

    public Rollout(V1Deployment deployment, IEnumerable<V1ReplicaSet> sets)
    {
        Deployment = deployment;
        All = [.. sets.OrderBy(s => s.Metadata.CreationTimestamp).ThenBy(Revisions.Of)];
        New = All.FirstOrDefault(s => Templates.Same(s.Spec.Template, deployment.Spec.Template));
        Old = [.. All.Where(s => s != New)];
        Replicas = deployment.Spec.Replicas ?? 1;
        IsRecreate = deployment.Spec.Strategy?.Type is "Recreate";
        (MaxSurge, MaxUnavailable) = IsRecreate || Replicas == 0 ? (0, 0) : Bounds(deployment.Spec.Strategy?.RollingUpdate, Replicas);
    }

    public V1Deployment Deployment { get; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<V1ReplicaSet> All { get; }

    /// <summary>The one of the current template; null before it is made.</summary>
    public V1ReplicaSet? New { get; }

    public IReadOnlyList<V1ReplicaSet> Old { get; }

    public int Replicas { get; }

    public bool IsRecreate { get; }

    public int MaxSurge { get; }

    public int MaxUnavailable { get; }

    public int MinAvailable => Replicas - MaxUnavailable;

    public int Wanted => All.Sum(Size);

    public int Available => All.Sum(s => s.Status?.AvailableReplicas ?? 0);

    public int LatestRevision => Old.Select(Revisions.Of).DefaultIfEmpty().Max() + 1;

    public bool IsPaused => Deployment.Spec.Paused is true;

    public static int Size(V1ReplicaSet set) => set.Spec.Replicas ?? 1;

    /// <summary>Every pod is of the current template, and available.</summary>
    public bool IsComplete => New is not null
        && (New.Status?.Replicas ?? 0) == Replicas
        && All.Sum(s => s.Status?.Replicas ?? 0) == Replicas
        && Available == Replicas;

    private static (int Surge, int Unavailable) Bounds(V1RollingUpdateDeployment? rolling, int replicas)
    {
        var surge = Resolve(rolling?.MaxSurge?.ToString(), replicas, Math.Ceiling);
        var unavailable = Resolve(rolling?.MaxUnavailable?.ToString(), replicas, Math.Floor);
        return surge == 0 && unavailable == 0 ? (0, 1) : (surge, Math.Min(unavailable, replicas));
    }

    private static int Resolve(string? text, int of, Func<double, double> round)
    {
        text = text is null or "" ? Quarter : text;
        return text[^1] == '%'
            ? (int)round(int.Parse(text.AsSpan(0, text.Length - 1), CultureInfo.InvariantCulture) * of / 100.0)
            : int.Parse(text, CultureInfo.InvariantCulture);
    }
}
