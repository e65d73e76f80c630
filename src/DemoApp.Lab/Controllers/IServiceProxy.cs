namespace DemoApp.Lab.Controllers;

/// <summary>Where new connections to one port of a service may go. No backend: the port refuses.</summary>
internal sealed record ServiceRoute(string Service, string? PortName, int Port, IReadOnlyList<(string Ip, int Port)> Backends);

/// <summary>The addresses clients reach services by: what kube-proxy programs.</summary>
internal interface IServiceProxy
{
    /// <summary>Replaces all that was programmed before. A service without route has no address.</summary>
    void Program(IReadOnlyList<ServiceRoute> routes);
}
