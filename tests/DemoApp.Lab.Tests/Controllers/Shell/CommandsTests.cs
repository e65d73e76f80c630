using DemoApp.Lab.Controllers;
using DemoApp.Lab.Controllers.Shell;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Shell;

public sealed class CommandsTests
{
    [Theory]
    [InlineData("c", "false", true)]
    [InlineData("c", "/bin/echo|hello", true)]
    [InlineData("c", "sh", true)]
    [InlineData("c", "sh|-c|echo $HOME; sleep 1 && exit 3", true)]
    [InlineData("c", "sh|-c|while true; do date; done", false)]
    [InlineData("c", "sh|-c|echo hi > /tmp/a", false)]
    [InlineData("c", "sh|-c|$PROGRAM", false)]
    [InlineData("c", "sh|run.sh", false)]
    [InlineData("c", "nginx|-g|daemon off;", false)]
    [InlineData("c", "rladmin|status", false)]
    [InlineData("redis-enterprise-node", "rladmin|status", true)]
    public void Command_IsKnown_OnlyFromEndToEnd(string container, string words, bool known) =>
        Assert.Equal(known, Commands.AreKnown(new ContainerPlace("redis", "p", container), words.Split('|')));
}
