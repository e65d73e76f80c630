using DemoApp.Lab.Controllers.Federation.Selectors;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Federation;

public sealed class SelectorTests
{
    private static readonly Dictionary<string, string> Labels = new()
    {
        ["federation"] = "yes", ["app"] = "redis-enterprise", ["redis.io/bdb"] = "1", ["has"] = "x", ["in"] = "x", ["empty"] = "",
    };

    [Theory]
    [InlineData("federation == \"yes\"", true)]
    [InlineData("federation == 'yes'", true)]
    [InlineData("federation=='yes'", true)]
    [InlineData("federation == \"Yes\"", false)]
    [InlineData("absent == ''", false)]
    [InlineData("empty == ''", true)]
    [InlineData("federation != 'no'", true)]
    [InlineData("federation != 'yes'", false)]
    [InlineData("absent != 'yes'", true)]
    [InlineData("federation in { 'no', \"yes\" }", true)]
    [InlineData("federation in {'no'}", false)]
    [InlineData("federation in {'yes',}", true)]
    [InlineData("federation in {}", false)]
    [InlineData("absent in {''}", false)]
    [InlineData("federation not in { 'no' }", true)]
    [InlineData("federation not in { 'yes' }", false)]
    [InlineData("absent not in { 'yes' }", true)]
    [InlineData("has(federation)", true)]
    [InlineData("has( redis.io/bdb )", true)]
    [InlineData("has(absent)", false)]
    [InlineData("!has(absent)", true)]
    [InlineData("! ! has(absent)", false)]
    [InlineData("!federation == 'yes'", false)]
    [InlineData("app starts with 'redis-'", true)]
    [InlineData("app starts  with 'enterprise'", false)]
    [InlineData("app ends with 'enterprise'", true)]
    [InlineData("app ends with 'redis'", false)]
    [InlineData("app contains 's-e'", true)]
    [InlineData("app contains 'xyz'", false)]
    [InlineData("absent contains ''", false)]
    [InlineData("all()", true)]
    [InlineData("!all()", false)]
    [InlineData("", true)]
    [InlineData("  ", true)]
    [InlineData("federation == 'no' && has(absent) || all()", true)]
    [InlineData("all() || has(absent) && federation == 'no'", true)]
    [InlineData("(all() || has(absent)) && federation == 'no'", false)]
    [InlineData("!(federation == 'no' || has(absent)) && app contains 'redis'", true)]
    [InlineData("has == 'x' && in == 'x'", true)]
    public void Selector_OverLabels_MatchesAsCalicoDoes(string text, bool matches) =>
        Assert.Equal(matches, Selector.Parse(text).Matches(Labels));

    [Theory]
    [InlineData("federation", "expected an operator, found the end")]
    [InlineData("federation = 'yes'", "unexpected character = at 12")]
    [InlineData("federation == yes", "expected a text in quotes, found yes at 15")]
    [InlineData("federation == 'yes", "the text that begins at 15 has no closing quote")]
    [InlineData("federation is 'yes'", "expected an operator, found is at 12")]
    [InlineData("federation not 'yes'", "expected an operator, found not at 12")]
    [InlineData("federation in 'yes'", "expected {, found \"yes\" at 15")]
    [InlineData("federation in {'a' 'b'}", "expected }, found \"b\" at 20")]
    [InlineData("(all()", "expected ), found the end")]
    [InlineData("all())", "expected &&, || or the end, found ) at 6")]
    [InlineData("all() has(a)", "expected &&, || or the end, found has at 7")]
    [InlineData("all(", "expected ), found the end")]
    [InlineData("has('a')", "expected a label, found \"a\" at 5")]
    [InlineData("&& all()", "expected a label, found && at 1")]
    [InlineData("all() &&", "expected a label, found the end")]
    public void Selector_ThatIsNone_SaysWhatWasFoundAndWhere(string text, string why) =>
        Assert.Equal(why, Assert.Throws<SelectorException>(() => Selector.Parse(text)).Message);

    [Fact]
    public void Selector_LongOrDeep_IsReadOrRefusedAndNeverEndsTheProcess()
    {
        Assert.True(Selector.Parse(string.Join("||", Enumerable.Repeat("!all()", 20_000).Append("all()"))).Matches(Labels));
        Assert.True(Selector.Parse(new string('(', 100) + "all()" + new string(')', 100)).Matches(Labels));
        Assert.Throws<SelectorException>(() => Selector.Parse(new string('(', 100_000)));
    }
}
