using System.Text.Json.Nodes;
using DemoApp.Lab.Controllers;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Pods;

public sealed class NodeLeaseTests
{
    /// <summary>A genuine server takes a MicroTime with six digits behind the point, neither more nor fewer.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_234_567)]
    public void Lease_AsItIsWritten_HasItsTimeInMicroseconds(long ticks)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(ticks));
        var written = JsonNode.Parse(KubernetesJson.Serialize(new { spec = new V1LeaseSpec { RenewTime = time.Microseconds() } }))!["spec"]!["renewTime"]!.GetValue<string>();
        Assert.Matches(@"^2026-01-02T03:04:05\.\d{6}Z$", written);
    }
}
