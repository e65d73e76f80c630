using DemoApp.Lab.Tests.KubeApi;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Services;

/// <summary>What a person at the keyboard does and sees.</summary>
internal static class Kubectl
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static async Task<string> DoAsync(this RunningApi api, string arguments, string? input = null)
    {
        var (exit, text) = await api.KubectlAsync(arguments, input);
        Assert.True(exit == 0, $"kubectl {arguments}: {text}");
        return text;
    }

    /// <summary>Asks until the answer is the expected one: controllers take their time.</summary>
    public static async Task SeesAsync(this RunningApi api, string arguments, Func<string, bool> expected)
    {
        for (var since = TimeProvider.System.GetTimestamp(); ;)
        {
            var text = (await api.KubectlAsync(arguments)).Text;
            if (expected(text))
            {
                return;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(since) < Deadline, $"kubectl {arguments} still says: {text}");
        }
    }

    public static Task SeesAsync(this RunningApi api, string arguments, string expected) =>
        api.SeesAsync(arguments, text => text.Trim() == expected);

    /// <summary>A pod behind service testdb, ready at the address.</summary>
    public static async Task AddTestdbAsync(this RunningApi api, string pod, string ip)
    {
        await api.DoAsync("apply -f -", Samples.Namespace);
        await api.DoAsync("apply -f -", $$$"""
            apiVersion: v1
            kind: Pod
            metadata: {name: {{{pod}}}, namespace: redis, labels: {redis.io/bdb-1: "1"}}
            spec:
              nodeName: lab-node
              containers: [{name: redis, image: redis}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: testdb, namespace: redis, labels: {app: redis-enterprise}}
            spec:
              selector: {redis.io/bdb-1: "1"}
              ports: [{name: redis, port: 11069}]
            """);
        await api.ReadyAsync(pod, ip, "True");
    }

    public static Task ReadyAsync(this RunningApi api, string pod, string ip, string status) => api.DoAsync(
        $"-n redis patch pod {pod} --subresource=status --type=merge -p "
        + $$$"""{"status":{"podIP":"{{{ip}}}","podIPs":[{"ip":"{{{ip}}}"}],"conditions":[{"type":"Ready","status":"{{{status}}}"}]}}""");
}
