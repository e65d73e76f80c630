using DemoApp.Lab.Controllers;
using DemoApp.Lab.Controllers.Pods;
using k8s;
using Microsoft.Extensions.Logging.Abstractions;

namespace DemoApp.Lab.Tests.Controllers;

/// <summary>What the controllers of demo-clustera need, against a server of the test.</summary>
internal static class Contexts
{
    public static ClusterContext Of(Kubernetes client, TimeProvider time) => new(
        client, "default", "demo-clustera", time, new Pace(0.05),
        new EventRecorder(client, time, NullLogger<EventRecorder>.Instance), new PodLogBook(time), NullLoggerFactory.Instance);
}
