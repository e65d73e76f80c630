using System.Text;
using DemoApp.Lab.Database.Commands;
using Xunit;

namespace DemoApp.Lab.Tests.Database.Commands;

public sealed class CommandTableTests
{
    [Fact]
    public async Task Table_EveryCommandOfTheNode_IsThere()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var node = await MemoryNode.StartAsync(ct);
        var commands = (await node.AskAsync(ct, "COMMAND"u8.ToArray())).Items!;
        Assert.True(commands.Length > 200);
        Assert.All(commands, command => Assert.NotEqual(CommandKind.Unknown, CommandTable.Find(command.Items![0].Bytes!).Kind));
    }

    [Fact]
    public async Task Table_WhatTheNodeCallsAWrite_IsNeverPassedAsARead()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var node = await MemoryNode.StartAsync(ct);
        var commands = (await node.AskAsync(ct, "COMMAND"u8.ToArray())).Items!;
        var writes = commands.Where(command => command.Items![2].Items!.Any(flag => flag.Text == "write")).ToList();
        Assert.True(writes.Count > 80);
        Assert.All(writes, command =>
            Assert.Contains(CommandTable.Find(command.Items![0].Bytes!).Kind, new[] { CommandKind.Write, CommandKind.Refused }));
    }

    [Theory]
    [InlineData("FLUSHALL", "ERR FLUSHALL is not supported on an Active-Active database")]
    [InlineData("flushdb", "ERR FLUSHDB is not supported on an Active-Active database")]
    [InlineData("OBJECT ENCODING k", "ERR OBJECT ENCODING is not supported on an Active-Active database")]
    [InlineData("RESTORE k 0 x", "ERR RESTORE is not supported on an Active-Active database")]
    [InlineData("WAIT 1 0", "ERR WAIT is not supported on an Active-Active database")]
    [InlineData("LPUSH l a", "ERR LPUSH is not supported on an Active-Active database: lists are not replicated")]
    [InlineData("RENAME a b WITHETAG", "ERR RENAME with options is not supported on an Active-Active database")]
    public void Table_WhatIsNotServed_SaysWhy(string command, string error)
    {
        var info = CommandTable.Find(command.Split(' ').Select(Encoding.UTF8.GetBytes).ToArray());
        Assert.Equal(CommandKind.Refused, info.Kind);
        Assert.Equal(error, info.Refusal);
    }

    [Theory]
    [InlineData("get", CommandKind.Read)]
    [InlineData("Set", CommandKind.Write)]
    [InlineData("multi", CommandKind.Transaction)]
    [InlineData("hello", CommandKind.Connection)]
    [InlineData("SUBSCRIBE", CommandKind.PubSub)]
    [InlineData("info", CommandKind.Info)]
    [InlineData("nosuchcommand", CommandKind.Unknown)]
    [InlineData("averylongnamethatnocommandoftheserverhas", CommandKind.Unknown)]
    public void Table_Name_HasItsKind(string name, object kind) => Assert.Equal(kind, CommandTable.Find(Encoding.UTF8.GetBytes(name)).Kind);
}
