using DemoApp.Lab.KubeApi.Spdy;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Spdy;

public sealed class SpdyHeaderTests
{
    /// <summary>What kubectl 1.32 sent for its first two streams.</summary>
    internal const string First = "78F9E3C6A7C202253A060606CE2248FC6482D22DA30138E59514A526E6420B17D65450D0430AEA2250A26635343430B304000000FFFF";

    internal const string Second = "82EA46550B2A8812B12945B304000000FFFF";

    [Fact]
    public void Read_TheBlocksOfKubectl_OneAfterTheOther()
    {
        using var reader = new HeaderReader();
        var error = reader.Read(Bytes(First));
        var data = reader.Read(Bytes(Second));
        Assert.Equal(("error", "11069", "0"), (error["streamtype"], error["port"], error["requestid"]));
        Assert.Equal(("data", "11069", "0"), (data["streamtype"], data["port"], data["requestid"]));
    }

    internal static byte[] Bytes(string hex) => Convert.FromHexString(hex);
}
