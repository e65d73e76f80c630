using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;

namespace DemoApp.Shop.Carts;

/// <summary>
/// Names one change, however often it is sent: the hidden field of a form, or the header Idempotency-Key. Scoped to the attendee's
/// cart, so it need
/// not be a secret: the process and a counter make it unique.
/// </summary>
internal static class RequestId
{
    public const string Field = "request";
    public const string Header = "Idempotency-Key";
    /// <summary>Of the ids made here.</summary>
    public const int Length = 16;

    private const int Longest = 64;
    private const string Rule = "The request id must be 1 to 64 of A-Z, a-z, 0-9, '-', '_' and '.'.";
    private static readonly string Process = RandomNumberGenerator.GetHexString(8, lowercase: true);
    private static readonly byte[] Utf8Process = System.Text.Encoding.ASCII.GetBytes(Process);
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    private static int count;

    /// <summary>Names this process among all that write to testdb.</summary>
    public static string Writer => Process;

    public static string Make() => string.Create(CultureInfo.InvariantCulture, $"{Process}{Interlocked.Increment(ref count):x8}");

    /// <summary>The same as UTF-8, for a page.</summary>
    public static void Make(Span<byte> target)
    {
        Utf8Process.CopyTo(target);
        Utf8Formatter.TryFormat((uint)Interlocked.Increment(ref count), target[Utf8Process.Length..], out _, new StandardFormat('x', 8));
    }

    /// <summary>What the caller named the change; a fresh id when it did not.</summary>
    public static string Demand(string? given) =>
        Read(given) ?? throw new BadHttpRequestException(Rule, StatusCodes.Status422UnprocessableEntity);

    /// <summary>Null when it is none: it becomes part of a field's name.</summary>
    private static string? Read(string? given)
    {
        if (string.IsNullOrEmpty(given))
        {
            return Make();
        }
        // As a header it is a quoted string.
        var id = given is ['"', .. var inner, '"'] ? inner : given;
        return id.Length is > 0 and <= Longest && !id.AsSpan().ContainsAnyExcept(Allowed) ? id : null;
    }
}
