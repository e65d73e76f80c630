using DemoApp.Testdb;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Xunit;

namespace DemoApp.Tests.Testdb;

public sealed class TestdbOptionsReaderTests
{
    [Fact]
    public void Settings_WithSeveralMistakes_AreAllNamedAtOnce()
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read(
            ("Clusters:0:Name", "A b"), ("Clusters:0:Testdb", "nowhere"), ("Clusters:1:Name", "b"), ("Clusters:1:Testdb", "h:1"),
            ("Clusters:1:ShopUrl", "javascript:x"), ("Testdb:Deadline", "soon")));
        Assert.Equal(4, error.Failures.Count());
        Assert.All(["Clusters:0:Name", "Clusters:0:Testdb", "Clusters:1:ShopUrl", "Testdb:Deadline"], key => Assert.Contains(key, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_Empty_SayWhatToName() =>
        Assert.Contains("Clusters:0:Name", Assert.Throws<OptionsValidationException>(() => Read()).Message, StringComparison.Ordinal);

    [Fact]
    public void Settings_Right_AreTaken()
    {
        var options = Read(("Clusters:0:Name", "demo-clustera"), ("Clusters:0:Testdb", "127.0.0.1:11069"), ("Testdb:Deadline", "00:00:02"));
        Assert.Equal(TimeSpan.FromSeconds(2), options.Deadline);
        Assert.Equal("demo-clustera", Assert.Single(options.Sites).Name);
    }

    private static TestdbOptions Read(params (string Key, string? Value)[] settings) => TestdbOptionsReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value))).Build());
}
