using k8s.Models;

namespace DemoApp.Lab.Controllers.Pods.Probes;

/// <summary>When a probe looks, and how often it must see the same to believe it: a kubelet's defaults where nothing is set.</summary>
internal sealed record ProbeTimes(TimeSpan Delay, TimeSpan Period, TimeSpan Timeout, int Successes, int Failures)
{
    private const int DefaultPeriod = 10;
    private const int DefaultFailures = 3;

    public static ProbeTimes Of(V1Probe probe) => new(
        TimeSpan.FromSeconds(probe.InitialDelaySeconds ?? 0),
        TimeSpan.FromSeconds(Or(probe.PeriodSeconds, DefaultPeriod)),
        TimeSpan.FromSeconds(Or(probe.TimeoutSeconds, 1)),
        Or(probe.SuccessThreshold, 1),
        Or(probe.FailureThreshold, DefaultFailures));

    private static int Or(int? set, int fallback) => set is null or 0 ? fallback : set.Value;
}
