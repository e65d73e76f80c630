using DemoApp.Lab.KubeApi.Access;
using DemoApp.Lab.KubeApi.Access.Identities;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Access;

public sealed class ImpersonationTests
{
    private static readonly UserInfo Caller = new("presenter", "", [UserInfo.Masters]);
    private readonly List<Attributes> asked = [];
    private readonly HttpRequest request = new DefaultHttpContext().Request;

    [Fact]
    public void Request_WithoutHeaders_IsTheCallers() => Assert.Same(Caller, Apply());

    [Fact]
    public void User_WithGroupsUidAndExtra_NeedsEachOfThem()
    {
        request.Headers["Impersonate-User"] = "eve";
        request.Headers["Impersonate-Group"] = new(["ops", "dev"]);
        request.Headers["Impersonate-Uid"] = "7";
        request.Headers["Impersonate-Extra-Example.com%2fscopes"] = "view";
        var user = Apply();
        Assert.Equal(["ops", "dev", UserInfo.Authenticated], user.Groups);
        Assert.Equal(("eve", "7"), (user.Name, user.Uid));
        Assert.Equal(["view"], user.Extra["example.com/scopes"]);
        Assert.Equal(["users eve", "groups ops", "groups dev", "uids 7", "userextras/example.com/scopes view"], asked.Select(a => $"{a.ResourceAndSub} {a.Name}"));
        Assert.All(asked, a => Assert.Equal(("impersonate", Caller), (a.Verb, a.User)));
    }

    [Fact]
    public void ServiceAccount_Named_IsAskedForInItsNamespaceAndHasItsGroups()
    {
        request.Headers["Impersonate-User"] = "system:serviceaccount:redis:sa";
        Assert.Equal(ServiceAccountUser.Groups("redis"), Apply().Groups);
        Assert.Equal(("serviceaccounts", "redis", "sa"), (asked[0].Resource, asked[0].Namespace, asked[0].Name));
    }

    [Fact]
    public void Anonymous_Named_IsNotAuthenticated()
    {
        request.Headers["Impersonate-User"] = UserInfo.AnonymousName;
        Assert.Equal([UserInfo.Unauthenticated], Apply().Groups);
    }

    [Fact]
    public void Group_WithoutUser_IsRefused()
    {
        request.Headers["Impersonate-Group"] = "ops";
        Assert.Equal(500, Assert.Throws<ApiError>(Apply).Code);
    }

    private UserInfo Apply() => Impersonation.Apply(request, Caller, asked.Add);
}
