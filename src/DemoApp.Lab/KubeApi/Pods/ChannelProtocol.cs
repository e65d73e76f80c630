namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>
/// What the subprotocols of exec and attach differ in. Up to v3 an end is told in words and success in none; v5 is answered by the
/// API server itself, the older ones by the node, which refuses before the upgrade.
/// </summary>
internal sealed record ChannelProtocol(string Name, int Version, bool Base64)
{
    public static IReadOnlyList<ChannelProtocol> Known { get; } =
    [
        new("v5.channel.k8s.io", 5, false),
        new("v4.channel.k8s.io", 4, false),
        new("v4.base64.channel.k8s.io", 4, true),
        new("channel.k8s.io", 1, false),
        new("base64.channel.k8s.io", 1, true),
        new("", 1, false),
    ];

    public bool CanCloseStdin => Version >= 5;

    public bool IsTranslated => Version >= 5;

    public bool EndsWithStatus => Version >= 4;
}
