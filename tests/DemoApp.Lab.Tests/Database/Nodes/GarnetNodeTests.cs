using System.Text;
using DemoApp.Lab.Database.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DemoApp.Lab.Tests.Database.Nodes;

public sealed class GarnetNodeTests
{
    [Fact]
    public void Session_WithoutASocket_AnswersAPipelineInOrder()
    {
        using var node = new GarnetNode(new GarnetNodeOptions(), NullLoggerFactory.Instance);
        using var session = node.Open();
        Assert.Equal("+OK\r\n$1\r\nv\r\n:1\r\n", Ask(session, "SET k v", "GET k", "INCR n"));
    }

    [Fact]
    public void Sessions_OfTwoNodes_SeeTheirOwnKeysOnly()
    {
        using var first = new GarnetNode(new GarnetNodeOptions(), NullLoggerFactory.Instance);
        using var second = new GarnetNode(new GarnetNodeOptions(), NullLoggerFactory.Instance);
        Ask(first.Open(), "SET k v");
        Assert.Equal("$-1\r\n", Ask(second.Open(), "GET k"));
        Assert.Equal(1, first.CountKeys());
        Assert.Equal(0, second.CountKeys());
    }

    [Fact]
    public void Session_ReplyLargerThanItsBuffer_IsWhole()
    {
        using var node = new GarnetNode(new GarnetNodeOptions(), NullLoggerFactory.Instance);
        using var session = node.Open();
        var value = new string('x', 300_000);
        Ask(session, $"SET k {value}");
        Assert.Equal($"$300000\r\n{value}\r\n", Ask(session, "GET k"));
    }

    [Fact]
    public void Session_OfANodeThatHasEnded_SaysSo()
    {
        var node = new GarnetNode(new GarnetNodeOptions(), NullLoggerFactory.Instance);
        var session = node.Open();
        node.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Ask(session, "GET k"));
        Assert.Throws<ObjectDisposedException>(() => node.Open());
    }

    private static string Ask(GarnetSession session, params string[] commands)
    {
        var requests = new PinnedBuffer();
        foreach (var command in commands)
        {
            DemoApp.Lab.Database.RespWriter.WriteCommand(requests, [.. command.Split(' ').Select(Encoding.ASCII.GetBytes)]);
        }

        session.Replies.Clear();
        Assert.Equal(requests.Length, session.Run(requests.Span));
        return Encoding.ASCII.GetString(session.Replies.Span);
    }
}
