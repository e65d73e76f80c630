using DemoApp.Lab.Controllers.Shell.Terminals;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Shell.Terminals;

public sealed class KeyboardTests
{
    [Theory]
    [InlineData("ls\r", "ls\n", "[ls]")]
    [InlineData("ls\r\n", "ls\n", "[ls]")]
    [InlineData("lx\x7fs\n", "lx\b \bs\n", "[ls]")]
    [InlineData("\x7f" + "a\r", "a\n", "[a]")]
    [InlineData("echo one two\x17three\r", "echo one two\b \b\b \b\b \bthree\n", "[echo one three]")]
    [InlineData("abc\x15" + "d\r", "abc\b \b\b \b\b \bd\n", "[d]")]
    [InlineData("half\x03", "half^C\n", "interrupt")]
    [InlineData("\x04", "", "end")]
    [InlineData("cat\x04", "cat", "[cat]")]
    [InlineData("a\x1b[Ab\x1b[1;5Cc\r", "abc\n", "[abc]")]
    [InlineData("größe\r", "größe\n", "[größe]")]
    public void Keys_Pressed_AreShownAndMakeLines(string keys, string shown, string handedOn)
    {
        var keyboard = new Keyboard();
        var effects = keys.Select(keyboard.Press).ToArray();
        Assert.Equal(shown, string.Concat(effects.Select(e => e.Echo)));
        Assert.Equal(handedOn, string.Concat(effects.Select(e => e.Line is { } line ? $"[{line}]" : e.Ended ? "end" : e.Interrupted ? "interrupt" : "")));
    }
}
