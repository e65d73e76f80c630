using System.Net;

namespace DemoApp.Lab.Network;

/// <summary>Another program listens where a service address should.</summary>
internal sealed class PortTakenException(IPEndPoint address, Exception inner)
    : IOException($"{address} is taken by another program.", inner)
{
    public IPEndPoint Address { get; } = address;

    public int Port => Address.Port;
}
