using System.Text;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Protobuf;

/// <summary>Fields of one protobuf message (wire format: varint, 64 bit, length-delimited, 32 bit).</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    /// <summary>What is said of bytes that are no protobuf message.</summary>
    public const string CutOff = "unexpected EOF";

    private ReadOnlySpan<byte> rest = message;

    public int Field { get; private set; }

    /// <summary>The bytes of a length-delimited field; empty for numbers.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>The value of a varint field.</summary>
    public ulong Number { get; private set; }

    public readonly string Text => Encoding.UTF8.GetString(Bytes);

    /// <exception cref="ApiError">400 for bytes that are no protobuf message.</exception>
    public bool Next()
    {
        if (rest.IsEmpty)
        {
            return false;
        }
        var tag = Varint();
        Field = (int)(tag >> 3);
        Bytes = default;
        Number = 0;
        switch (tag & 7)
        {
            case 0:
                Number = Varint();
                break;
            case 1:
                Take(8);
                break;
            case 2:
                Bytes = Take(Varint());
                break;
            case 5:
                Take(4);
                break;
            default:
                throw Malformed();
        }
        return true;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
        throw Malformed();
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)rest.Length)
        {
            throw Malformed();
        }
        var taken = rest[..(int)length];
        rest = rest[(int)length..];
        return taken;
    }

    private static ApiError Malformed() => ApiError.BadRequest(CutOff);
}
