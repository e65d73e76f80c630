using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DemoApp.Lab.KubeApi.Http;

/// <summary>
/// JSON texts as a genuine server writes them: quotes with a backslash, and the three signs that HTML minds (&lt;, &gt;, &amp;) by
/// their numbers. Beyond ASCII nothing is escaped but the two line ends of Unicode.
/// </summary>
internal sealed unsafe class GoEscapes : JavaScriptEncoder
{
    private const string Controls = "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f";

    private const string Signs = "\"\\<>&";
    private static readonly SearchValues<char> Escaped = SearchValues.Create(Controls + Signs + "\u2028\u2029");
    private static readonly SearchValues<byte> EscapedBytes = SearchValues.Create([.. (Controls + Signs).Select(c => (byte)c)]);

    private GoEscapes()
    {
    }

    public static GoEscapes Encoder { get; } = new();

    /// <summary>For writers: as deep as an answer may be.</summary>
    public static JsonWriterOptions Writing { get; } = new() { Encoder = Encoder, MaxDepth = Replies.Deepest };

    public override int MaxOutputCharactersPerInputCharacter => 6;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar <= char.MaxValue && Escaped.Contains((char)unicodeScalar);

    /// <summary>Halves of a sign beyond 16 bits are looked at one by one: one without its other half cannot be written as it is.</summary>
    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var span = new ReadOnlySpan<char>(text, textLength);
        var (first, half) = (span.IndexOfAny(Escaped), span.IndexOfAnyInRange('\ud800', '\udfff'));
        return first < 0 ? half : half < 0 ? first : Math.Min(first, half);
    }

    /// <summary>A byte beyond ASCII may begin one of the two line ends, or be no text at all: these are looked at sign by sign.</summary>
    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text)
    {
        var (first, beyond) = (utf8Text.IndexOfAny(EscapedBytes), utf8Text.IndexOfAnyExceptInRange((byte)0, (byte)0x7f));
        return beyond < 0 || (first >= 0 && first < beyond) ? first : base.FindFirstCharacterToEncodeUtf8(utf8Text);
    }

    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var to = new Span<char>(buffer, bufferLength);
        var named = (char)unicodeScalar switch
        {
            '"' or '\\' => (char)unicodeScalar,
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\b' => 'b',
            '\f' => 'f',
            _ => '\0',
        };
        return named == '\0'
            ? to.TryWrite(CultureInfo.InvariantCulture, $"\\u{unicodeScalar:x4}", out numberOfCharactersWritten)
            : to.TryWrite(CultureInfo.InvariantCulture, $"\\{named}", out numberOfCharactersWritten);
    }
}
