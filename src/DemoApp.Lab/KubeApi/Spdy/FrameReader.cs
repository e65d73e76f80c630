namespace DemoApp.Lab.KubeApi.Spdy;

/// <summary>Cuts what a connection carries into frames.</summary>
internal sealed class FrameReader(Stream from)
{
    private readonly byte[] header = new byte[Frame.HeaderLength];

    /// <returns>Null at a clean end, between two frames.</returns>
    /// <exception cref="EndOfStreamException">The connection ended within a frame.</exception>
    /// <exception cref="SpdyException">What came is no frame.</exception>
    public async Task<Frame?> ReadAsync(CancellationToken ct)
    {
        var count = await from.ReadAtLeastAsync(header, header.Length, false, ct);
        if (count == 0)
        {
            return null;
        }
        if (count < header.Length)
        {
            throw new EndOfStreamException();
        }
        var (type, flags, stream, length) = Frame.ReadHeader(header);
        var payload = new byte[length];
        await from.ReadExactlyAsync(payload, ct);
        return new Frame(type, flags, stream, payload);
    }
}
