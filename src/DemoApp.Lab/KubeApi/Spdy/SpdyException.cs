namespace DemoApp.Lab.KubeApi.Spdy;

/// <summary>The other end sent what is no SPDY/3.1; the whole connection is over.</summary>
internal sealed class SpdyException(string message) : IOException(message);
