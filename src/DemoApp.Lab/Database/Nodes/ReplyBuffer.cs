using System.Runtime.CompilerServices;
using Garnet.networking;

namespace DemoApp.Lab.Database.Nodes;

/// <summary>
/// Where a Garnet session writes its replies: one pinned array that grows and is reused. Only the thread that drives the session may
/// touch it, except for what other sessions publish, see <see cref="Enter"/>.
/// </summary>
internal sealed unsafe class ReplyBuffer : INetworkSender
{
    /// <summary>Garnet writes what is longer than this in pieces; with less room it would give up on some replies.</summary>
    private const int Room = 16 * 1024;

    /// <summary>One that grew for a large reply is given back once it was taken.</summary>
    private const int Kept = 64 * 1024;

    private readonly Lock gate = new();
    private byte[] bytes = GC.AllocateUninitializedArray<byte>(2 * Room, pinned: true);
    private byte[]? spare;
    private int length;

    /// <summary>Called under the sender's lock when something was written outside of a command, as a published message is.</summary>
    public Action? Written { get; set; }

    /// <summary>Garnet asked to end the connection: QUIT, CLIENT KILL, or a request it cannot read.</summary>
    public bool Ended { get; private set; }

    public string RemoteEndpointName { get; init; } = "127.0.0.1:0";

    public string LocalEndpointName { get; init; } = "127.0.0.1:0";

    public MaxSizeSettings GetMaxSizeSettings { get; } = new();

    public ReadOnlySpan<byte> Span => bytes.AsSpan(0, length);

    public ReadOnlyMemory<byte> Memory => bytes.AsMemory(0, length);

    public int Length => length;

    /// <summary>Adds a reply that is not Garnet's.</summary>
    public void Append(ReadOnlySpan<byte> reply)
    {
        lock (gate)
        {
            Reserve(reply.Length);
            reply.CopyTo(bytes.AsSpan(length));
            length += reply.Length;
        }
    }

    public void Clear()
    {
        length = 0;
        if (bytes.Length > Kept)
        {
            bytes = GC.AllocateUninitializedArray<byte>(2 * Room, pinned: true);
        }
    }

    public void Truncate(int to) => length = to;

    /// <summary>Takes what is there while others may write on; what was taken before is written over.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        lock (gate)
        {
            var taken = bytes.AsMemory(0, length);
            (bytes, spare) = (spare is { Length: <= Kept } ? spare : GC.AllocateUninitializedArray<byte>(2 * Room, pinned: true), bytes);
            length = 0;
            return taken;
        }
    }

    public bool IsLocalConnection() => true;

    /// <summary>Held while a session writes: the driver's replies and what other threads publish do not mix.</summary>
    public void Enter() => gate.Enter();

    public void EnterAndGetResponseObject(out byte* head, out byte* tail)
    {
        gate.Enter();
        GetResponseObject();
        head = GetResponseObjectHead();
        tail = GetResponseObjectTail();
    }

    public void Exit() => gate.Exit();

    public void ExitAndReturnResponseObject()
    {
        if (length > 0)
        {
            Written?.Invoke();
        }

        gate.Exit();
    }

    public void GetResponseObject() => Reserve(Room);

    public void ReturnResponseObject()
    {
    }

    public byte* GetResponseObjectHead() => (byte*)Unsafe.AsPointer(ref bytes[length]);

    public byte* GetResponseObjectTail() => (byte*)Unsafe.AsPointer(ref bytes[0]) + bytes.Length;

    public bool SendResponse(int offset, int size)
    {
        length += offset + size;
        return true;
    }

    public void SendResponse(byte[] buffer, int offset, int count, object context) => throw new NotSupportedException();

    public void SendCallback(object context)
    {
    }

    public void DisposeNetworkSender(bool waitForSendCompletion) => Ended = true;

    /// <summary>Called when another session ends this one: CLIENT KILL. Without it the session is the database's own, and is not ended.</summary>
    public Action? Killed { get; set; }

    public void Throttle()
    {
    }

    public bool TryClose()
    {
        if (Killed is null || Ended)
        {
            return false;
        }

        Ended = true;
        Killed();
        return true;
    }

    public void Dispose() => Ended = true;

    private void Reserve(int count)
    {
        if (bytes.Length - length < count)
        {
            var larger = GC.AllocateUninitializedArray<byte>(Math.Max(bytes.Length * 2, length + count + (2 * Room)), pinned: true);
            bytes.AsSpan(0, length).CopyTo(larger);
            bytes = larger;
        }
    }
}
