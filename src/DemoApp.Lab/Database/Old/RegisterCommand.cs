using System.Buffers;

namespace DemoApp.Lab.Database.Old;

/// <summary>The command that remembers when and where a register was last written.</summary>
internal static class RegisterCommand
{
    public static void Write(IBufferWriter<byte> to, byte[] register, Stamp stamp)
    {
        RespWriter.WriteArrayHeader(to, 5);
        RespWriter.WriteBulk(to, "SET"u8);
        RespWriter.WriteBulk(to, ReplicationKeys.Register(register));
        RespWriter.WriteBulk(to, stamp.Encode());
        RespWriter.WriteBulk(to, "PX"u8);
        RespWriter.WriteBulk(to, ReplicationKeys.RegisterLifeMilliseconds);
    }
}
