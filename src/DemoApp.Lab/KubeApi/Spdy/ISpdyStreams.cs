namespace DemoApp.Lab.KubeApi.Spdy;

/// <summary>What a connection's streams are for.</summary>
internal interface ISpdyStreams
{
    /// <summary>Whether a stream with these headers has a use here; if not it is refused.</summary>
    bool Accepts(IReadOnlyDictionary<string, string> headers);

    /// <summary>A stream is open and has been answered. Must not wait: the next frame is read after it.</summary>
    void Open(SpdyStream stream);
}
