using DemoApp.Shop.Carts;
using StackExchange.Redis;
using Xunit;

namespace DemoApp.Tests.Shop.Carts;

public sealed class CartLogTests
{
    [Fact]
    public void Cart_ReadInAnyOrder_IsTheSame()
    {
        HashEntry[] fields =
            [new("r1:a:mug:2", 10), new("r2:s:mug:5", 20), new("r3:a:mug:1", 30), new("r4:a:bell:1", 15), new("r5:s:bell:0", 40)];
        Assert.Equal("mug:6", Text(fields));
        Assert.Equal("mug:6", Text([.. fields.Reverse()]));
    }

    [Fact]
    public void Order_TakesAwayWhatItSoldAndLeavesWhatCameMeanwhile()
    {
        // The bell was added before the order in time, and was not in the cart the order had read.
        HashEntry[] fields = [new("r1:a:mug:2", 10), new("r2:a:bell:1", 19), new("r3:o", "20|mug:2")];
        Assert.Equal("bell:1", Text(fields));
        Assert.Equal("20|mug:2", CartLog.Read(fields).SoldBy("r3"));
        Assert.Null(CartLog.Read(fields).SoldBy("r1"));
    }

    [Fact]
    public void Cart_OfTheVersionBefore_IsReadOn() =>
        Assert.Equal("mug:3,bell:2", Text([new("mug", 2), new("bell", 2), new("r1:a:mug:1", 10)]));

    [Theory]
    [InlineData("r1:a:spoon:1", "10")]
    [InlineData("r1:a:mug:100", "10")]
    [InlineData("r1:a:mug:-1", "10")]
    [InlineData("r1:a:mug:1", "soon")]
    [InlineData("r1:x:mug:1", "10")]
    [InlineData("r1:o", "mug:1")]
    [InlineData("base:x", "mug:1")]
    [InlineData("spoon", "1")]
    [InlineData("", "")]
    public void Field_ThatIsNoneOfOurs_IsNotInTheCart(string field, string value) =>
        Assert.Equal("", Text([new(field, value)]));

    [Fact]
    public void Cart_OfManyChanges_SellsNoMoreThanTheMostOfOne() =>
        Assert.Equal("mug:98", Text([new("r1:a:mug:99", 1), new("r2:a:mug:99", 2), new("r3:o", "3|mug:1")]));

    [Fact]
    public void Cart_Folded_IsTheSameAndShort()
    {
        var fields = Enumerable.Range(1, 100).Select(n => new HashEntry($"r{n}:{(n % 7 == 0 ? "s" : "a")}:mug:{n % 5}", n)).ToList();
        fields.Add(new("o1:o", "50|mug:3"));
        var before = CartLog.Read([.. fields]);
        var fold = before.Fold()!;
        fields.RemoveAll(field => fold.Gone.Contains(field.Name));
        fields.Add(new(fold.Field, fold.Lines));
        Assert.Equal(Text(before), Text([.. fields]));
        Assert.Equal(CartLog.Remembered + 1, fields.Count);
        Assert.Null(CartLog.Read([.. fields]).Fold());
    }

    [Fact]
    public void Fold_CutOffBetweenItsTwoWrites_CountsNothingTwice()
    {
        var fields = Enumerable.Range(1, 70).Select(n => new HashEntry($"r{n}:a:mug:1", n)).ToList();
        var fold = CartLog.Read([.. fields]).Fold()!;
        fields.Add(new(fold.Field, fold.Lines));
        Assert.Equal("mug:70", Text([.. fields]));
        Assert.Contains(CartLog.Read([.. fields]).Fold()!.Gone, gone => gone == "r1:a:mug:1");
    }

    private static string Text(HashEntry[] fields) => Text(CartLog.Read(fields));

    private static string Text(CartLog log) => string.Join(',', log.Cart.Lines.Select(line => $"{line.Product.Id}:{line.Quantity}"));
}
