using DemoApp.Operations;
using Xunit;

namespace DemoApp.Tests.Operations;

public sealed class IdempotencyKeysTests
{
    private static readonly OperationRequest Break = new("break", ["a"]);
    private readonly IdempotencyKeys keys = new();

    [Fact]
    public void Key_SentAgain_NamesTheOperationItBegan()
    {
        Assert.Null(keys.Find("k", Break));
        keys.Add("k", Break, "first");

        Assert.Equal("first", keys.Find("k", new("break", ["a"])));
    }

    [Fact]
    public void Key_SentWithAnotherRequest_IsRefused()
    {
        keys.Add("k", Break, "first");
        Assert.Equal(422, Assert.Throws<OperationRefusedException>(() => keys.Find("k", new("break", ["b"]))).Refusal.Status);
    }

    [Fact]
    public void Keys_PastThoseKept_AreForgottenFirstToLast()
    {
        for (var n = 0; n <= 1000; n++)
        {
            keys.Add($"{n}", Break, $"{n}");
        }

        Assert.Null(keys.Find("0", Break));
        Assert.Equal("1000", keys.Find("1000", Break));
    }
}
