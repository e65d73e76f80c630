using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace DemoApp.Shop;

/// <summary>HTML as UTF-8: <see cref="Markup(ReadOnlySpan{byte})"/> is ours and goes as it is, <see cref="Text(string)"/> is encoded.</summary>
internal sealed class HtmlBuffer
{
    private readonly ArrayBufferWriter<byte> bytes = new(16 * 1024);

    public ReadOnlyMemory<byte> Written => bytes.WrittenMemory;

    public HtmlBuffer Markup(ReadOnlySpan<byte> utf8)
    {
        bytes.Write(utf8);
        return this;
    }

    public HtmlBuffer Markup(string markup)
    {
        Encoding.UTF8.GetBytes(markup, bytes);
        return this;
    }

    public HtmlBuffer Text(string text)
    {
        Encoding.UTF8.GetBytes(HtmlEncoder.Default.Encode(text), bytes);
        return this;
    }

    public HtmlBuffer Number(long number)
    {
        var span = bytes.GetSpan(24);
        number.TryFormat(span, out var length, provider: System.Globalization.CultureInfo.InvariantCulture);
        bytes.Advance(length);
        return this;
    }
}
