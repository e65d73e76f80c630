using System.Text;
using DemoApp.Lab.KubeApi.Pods;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Pods;

public sealed class TerminalSizeTests
{
    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("""{"Width":80,"Height":24}""", 80, 24)]
    [InlineData("""{"Width":80,"Heig|ht":24}""", 80, 24)]
    [InlineData("{\"Width\":80,\"Height\":24}\n{\"Width\":120,\"Height\":40}\n", 120, 40)]
    [InlineData("""{"Width":80,"Height":24}{"Width":-1}no{"Width":"a","Height":1}""", 80, 24)]
    public void Messages_InPiecesOrSeveral_LeaveTheLastSize(string pieces, int columns, int rows)
    {
        var size = new TerminalSize();
        foreach (var piece in pieces.Split('|'))
        {
            size.Take(Encoding.UTF8.GetBytes(piece));
        }
        Assert.Equal((columns, rows), size.Now);
    }
}
