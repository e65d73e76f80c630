namespace DemoApp.Lab.Controllers;

/// <summary>The addresses clients reach services by: what kube-proxy programs.</summary>
internal interface IServiceProxy
{
    /// <summary>No backend: the service's address refuses.</summary>
    void SetBackends(string service, int port, IReadOnlyList<(string Ip, int Port)> backends);

    void Remove(string service);
}
