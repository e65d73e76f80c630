using DemoApp.Lab.Database.ActiveActive;
using Xunit;

namespace DemoApp.Lab.Tests.Database.ActiveActive;

public sealed class ContentTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(4000)]
    public void Content_BytesOfAnyLength_AreGivenBack(int length)
    {
        var bytes = Enumerable.Range(0, length).Select(i => (byte)(i + 1)).ToArray();

        Span<byte> room = stackalloc byte[CellValue.Room];
        Content[] contents = [Content.Of(bytes), Content.Copy(bytes)];

        foreach (var content in contents)
        {
            Assert.False(content.IsScore);
            Assert.Equal(bytes, content.Bytes.ToArray());
            Assert.Equal(bytes, content.BytesIn(room).ToArray());
            Assert.Equal(0, content.Score);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1.5)]
    [InlineData(double.MaxValue)]
    [InlineData(double.NegativeInfinity)]
    public void Content_Score_IsGivenBackAndHasNoBytes(double score)
    {
        var content = Content.Of(score);

        Assert.True(content.IsScore);
        Assert.Equal(score, content.Score);
        Assert.True(content.Bytes.IsEmpty);
    }

    [Fact]
    public void Content_Nothing_IsTheScoreOfAMember()
    {
        Assert.True(default(Content).IsScore);
        Assert.Equal(0, default(Content).Score);
    }
}
