namespace DemoApp.Lab.Controllers.Rec;

/// <summary>The operator's waits at pace 1, inside the 30 to 60 seconds of a recovery; most of that are the pods' own (see
/// PodStages).</summary>
internal static class RecTimings
{
    /// <summary>From the patch to the deletion of the pods; on real clusters about three seconds.</summary>
    public static readonly TimeSpan BeforeDeletion = TimeSpan.FromSeconds(1.5);

    /// <summary>With no pod there, before the first comes back.</summary>
    public static readonly TimeSpan WithoutPods = TimeSpan.FromSeconds(2);

    /// <summary>All nodes ready, before the cluster counts as running.</summary>
    public static readonly TimeSpan BeforeRunning = TimeSpan.FromSeconds(2);
}
