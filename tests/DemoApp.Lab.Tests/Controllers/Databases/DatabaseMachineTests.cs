using System.Globalization;
using System.Text;
using DemoApp.Lab.Controllers.Databases;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Databases;

public sealed class DatabaseMachineTests
{
    private DatabaseState state = DatabaseState.First;
    private string? rec;
    private int members = 3;
    private string[] up = [];

    [Theory]
    [InlineData("recovery")]
    [InlineData("pods-dying")]
    [InlineData("restart")]
    [InlineData("resize")]
    [InlineData("delete-and-create")]
    public void Database_Transcript_Holds(string name) => Transcript.Hold(name, Play);

    private string Play(string command)
    {
        var said = new StringBuilder();
        switch (command.Split(' '))
        {
            case ["rec", var shown]:
                rec = shown;
                break;
            case ["members", var count]:
                members = int.Parse(count, CultureInfo.InvariantCulture);
                break;
            case ["up", .. var pods]:
                up = pods;
                break;
            case ["restart"]:
                state = state.Resumed;
                break;
            case ["recover"]:
                return Step(new DatabaseInput.RecoveryStarted(), said);
            case ["recovered"]:
                return Step(new DatabaseInput.RecoveryEnded(true), said);
            case ["failed"]:
                return Step(new DatabaseInput.RecoveryEnded(false), said);
            case ["deleted"]:
                return Step(new DatabaseInput.ClusterGone(), said);
        }

        return Step(new DatabaseInput.Observed(rec, members, up), said);
    }

    private string Step(DatabaseInput input, StringBuilder said)
    {
        (state, var effects) = DatabaseMachine.Step(state, input);
        foreach (var effect in effects)
        {
            said.Append(effect switch
            {
                DatabaseEffect.Serve serve => $"serve on {serve.Pod}",
                DatabaseEffect.Silence silence => $"silent on {silence.Pod}",
                DatabaseEffect.Close => "close",
                DatabaseEffect.Tell tell => $"event {(tell.Warning ? "Warning" : "Normal")} {tell.Reason}: {tell.Message}",
                _ => "?",
            }).Append('\n');
        }

        return said.Append(CultureInfo.InvariantCulture, $"[{state.Phase} {state.Host ?? "-"}]").ToString();
    }
}
