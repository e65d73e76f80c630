using System.Text;

namespace DemoApp.Lab.Database.Endpoint;

/// <summary>INFO.</summary>
internal sealed class InfoAnswer(Conversation client)
{
    /// <summary>INFO is the node's, but for what the node does not know: the replication between nodes and between sites.</summary>
    public void Answer(byte[][] args)
    {
        var sections = args[1..].Select(arg => Encoding.ASCII.GetString(arg).ToLowerInvariant()).ToArray();
        if (sections.Length == 1 && InfoSections.Of(sections[0], client.Context.Site) is { } own)
        {
            AppendText(own);
            return;
        }

        var all = sections.Length == 0 || sections is ["all"] or ["everything"] or ["default"];
        if (all)
        {
            client.Rewrite(InfoSections.OfTheNode);
        }
        else if (sections.Contains("bpstats"))
        {
            // About the buffers of the node's sockets: it has none, and would end the connection over it.
            client.Error("ERR Invalid section BPSTATS. Try INFO HELP");
            return;
        }

        var at = client.RunRewritten();
        var start = 0;
        if (all && RespReader.TryRead(client.Replies.Span[at..], ref start, out var value) && !value.IsError)
        {
            client.Replies.Truncate(at);
            AppendText(InfoSections.Into(value.Text, client.Context.Site));
        }
    }

    private void AppendText(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        client.Replies.Append(Encoding.ASCII.GetBytes(client.Protocol == 3 ? $"={bytes.Length + 4}\r\ntxt:" : $"${bytes.Length}\r\n"));
        client.Replies.Append(bytes);
        client.Replies.Append("\r\n"u8);
    }
}
