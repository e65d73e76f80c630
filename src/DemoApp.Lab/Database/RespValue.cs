using System.Text;

namespace DemoApp.Lab.Database;

/// <summary>A reply, read whole. <see cref="Bytes"/> for simple and bulk kinds, <see cref="Items"/> for arrays; null: both.</summary>
internal sealed record RespValue(byte Kind, byte[]? Bytes, RespValue[]? Items)
{
    public bool IsNull => Bytes is null && Items is null;

    public bool IsError => Kind is (byte)'-' or (byte)'!';

    public string Text => Encoding.UTF8.GetString(Bytes ?? []);

    public RespValue ThrowIfError() => IsError ? throw new RespErrorException(Text) : this;
}

/// <summary>The node answered with an error.</summary>
internal sealed class RespErrorException(string message) : Exception(message);
