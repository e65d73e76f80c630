using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi;
using DemoApp.Lab.KubeApi.Access.Identities;
using DemoApp.Lab.KubeApi.Types;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Access;

public sealed class ServiceAccountTokensTests : IDisposable
{
    private static readonly string[] ApiServer = [ServiceAccountTokens.Issuer];
    private readonly FakeTimeProvider time = new(new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero));
    private readonly ApiCluster cluster;
    private readonly ServiceAccountTokens tokens;
    private readonly JsonObject account;

    public ServiceAccountTokensTests()
    {
        cluster = new(new(), new(), time, new() { ClusterName = "c", Port = 0, Certificate = null!, Token = "t" });
        tokens = new(cluster);
        account = cluster.Store.Create(BuiltInTypes.ServiceAccounts, Named("sa", "uid-1"));
    }

    public void Dispose() => tokens.Dispose();

    [Fact]
    public void Token_Issued_IsItsAccountUntilItExpires()
    {
        var token = tokens.Issue(account, ApiServer, 600, null);
        time.Advance(TimeSpan.FromSeconds(599));
        var user = tokens.Find(token, ApiServer)!;
        Assert.Equal("system:serviceaccount:redis:sa", user.Name);
        Assert.Equal("uid-1", user.Uid);
        Assert.Equal(["system:serviceaccounts", "system:serviceaccounts:redis", "system:authenticated"], user.Groups);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(tokens.Find(token, ApiServer));
    }

    [Fact]
    public void Token_OfAnAccountMadeAnew_IsNoLongerGood()
    {
        var token = tokens.Issue(account, ApiServer, 600, null);
        cluster.Store.Update(BuiltInTypes.ServiceAccounts, "redis", "sa", _ => null);
        cluster.Store.Create(BuiltInTypes.ServiceAccounts, Named("sa", "uid-2"));
        Assert.Null(tokens.Find(token, ApiServer));
    }

    [Fact]
    public void Token_BoundToAPod_EndsWithThePod()
    {
        var pod = cluster.Store.Create(BuiltInTypes.Pods, Named("p1", "uid-p"));
        var token = tokens.Issue(account, ApiServer, 600, (BuiltInTypes.Pods, pod));
        Assert.Equal(["p1"], tokens.Find(token, ApiServer)!.Extra["authentication.kubernetes.io/pod-name"]);
        cluster.Store.Update(BuiltInTypes.Pods, "redis", "p1", _ => null);
        Assert.Null(tokens.Find(token, ApiServer));
    }

    [Fact]
    public void Token_ForAnotherAudience_IsGoodForThatOneOnly()
    {
        var token = tokens.Issue(account, ["vault"], 600, null);
        Assert.Null(tokens.Find(token, ApiServer));
        Assert.NotNull(tokens.Find(token, ["vault"]));
    }

    [Fact]
    public void Token_ForgedOrOfAnotherServer_IsNobody()
    {
        using var other = new ServiceAccountTokens(cluster);
        Assert.Null(tokens.Find(other.Issue(account, ApiServer, 600, null), ApiServer));
        var parts = tokens.Issue(account, ApiServer, 600, null).Split('.');
        Assert.Null(tokens.Find($"{parts[0]}.{parts[1]}x.{parts[2]}", ApiServer));
        Assert.Null(tokens.Find($"eyJhbGciOiJub25lIn0.{parts[1]}.", ApiServer));
        Assert.Null(tokens.Find("a.b.c", ApiServer));
        Assert.Null(tokens.Find("", ApiServer));
    }

    private static JsonObject Named(string name, string uid) =>
        new() { ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "redis", ["uid"] = uid } };
}
