using System.Net;
using DemoApp.Lab.Network.Faults;

namespace DemoApp.Lab.Network;

/// <summary>Where a service's connection may lead, and the faults on the way there.</summary>
internal sealed record Backend(IPEndPoint EndPoint, TrafficShape Traffic);
