using System.Buffers;

namespace DemoApp.Lab.Database.Old;

/// <summary>Takes the lab's own keys out of what KEYS, SCAN and DBSIZE answer.</summary>
internal static class HiddenKeys
{
    public static void Rewrite(ReadOnlySpan<byte> reply, ReplyFate fate, IBufferWriter<byte> toClient)
    {
        var at = 0;
        if (!RespReader.TryRead(reply, ref at, out var value) || value.Items is not { } items)
        {
            toClient.Write(reply);
            return;
        }

        if (fate == ReplyFate.HideInScan)
        {
            RespWriter.WriteArrayHeader(toClient, 2);
            RespWriter.WriteBulk(toClient, items[0].Bytes);
            items = items[1].Items ?? [];
        }

        var visible = items.Where(item => !ReplicationKeys.IsHidden(item.Bytes)).ToList();
        if (fate == ReplyFate.CountKeys)
        {
            RespWriter.WriteHeader(toClient, (byte)':', visible.Count);
            return;
        }

        RespWriter.WriteArrayHeader(toClient, visible.Count);
        foreach (var item in visible)
        {
            RespWriter.WriteBulk(toClient, item.Bytes);
        }
    }
}
