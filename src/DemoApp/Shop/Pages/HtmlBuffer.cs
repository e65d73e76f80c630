using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace DemoApp.Shop.Pages;

/// <summary>
/// HTML as UTF-8: <see cref="Markup(ReadOnlySpan{byte})"/> is ours and goes as it is, <see cref="Text(string)"/> is encoded. Its bytes
/// are borrowed:
/// dispose when they are sent.
/// </summary>
internal sealed class HtmlBuffer(int size = 4096) : IDisposable
{
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(size);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public HtmlBuffer Markup(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Space(utf8.Length));
        Length += utf8.Length;
        return this;
    }

    public HtmlBuffer Markup(string markup)
    {
        Length += Encoding.UTF8.GetBytes(markup, Space(Encoding.UTF8.GetMaxByteCount(markup.Length)));
        return this;
    }

    public HtmlBuffer Text(string text) => Markup(HtmlEncoder.Default.Encode(text));

    public HtmlBuffer Number(long number, string? format = null)
    {
        number.TryFormat(Space(32), out var length, format, CultureInfo.InvariantCulture);
        Length += length;
        return this;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
    }

    private Span<byte> Space(int more)
    {
        if (bytes.Length - Length < more)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length * 2, Length + more));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = larger;
        }
        return bytes.AsSpan(Length);
    }
}
