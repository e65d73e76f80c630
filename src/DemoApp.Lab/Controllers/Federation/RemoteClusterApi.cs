namespace DemoApp.Lab.Controllers.Federation;

/// <summary>Under which group and version a cluster serves its RemoteClusterConfigurations.</summary>
internal sealed record RemoteClusterApi(string Group, string Version)
{
    public const string Plural = "remoteclusterconfigurations";
    public const string Kind = "RemoteClusterConfiguration";

    /// <summary>As Calico's users see it.</summary>
    public static RemoteClusterApi Public { get; } = new("projectcalico.org", "v3");

    /// <summary>As Calico stores it where it has no API server of its own.</summary>
    public static RemoteClusterApi Stored { get; } = new("crd.projectcalico.org", "v1");

    public string Definition => $"{Plural}.{Group}";

    public string ApiVersion => $"{Group}/{Version}";
}
