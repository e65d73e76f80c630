using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Rec;

public sealed class RecMachineTests
{
    [Theory]
    [InlineData("break")]
    [InlineData("break-again")]
    [InlineData("resize")]
    [InlineData("invalid-spec")]
    [InlineData("pods-dying")]
    [InlineData("delete-and-create")]
    [InlineData("persistence-off")]
    [InlineData("restart")]
    public void Rec_Transcript_Holds(string name) => Transcript.Hold(name, new RecPlay().Play);
}
