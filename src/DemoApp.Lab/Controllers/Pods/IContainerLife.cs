namespace DemoApp.Lab.Controllers.Pods;

/// <summary>How a container comes to its end before its pod does.</summary>
internal interface IContainerLife
{
    /// <summary>The container's first process ends with this code; what follows is up to the pod's restart policy.</summary>
    /// <returns>False when no such container runs.</returns>
    bool Kill(ContainerPlace place, int exitCode);
}
