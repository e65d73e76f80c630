using DemoApp.Lab.KubeApi.Access.Identities;
using DemoApp.Lab.KubeApi.Access.Rbac;
using DemoApp.Lab.KubeApi.Access.Reviews;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.KubeApi.Access;

/// <summary>The door: finds who asks and lets in whom the stored roles allow. Also answers what is asked about access itself.</summary>
internal sealed class AccessControl : IAsyncDisposable
{
    private readonly ApiCluster cluster;
    private readonly ServiceAccountTokens accounts;
    private readonly Authenticator authenticator;
    private readonly Authorizer authorizer;
    private readonly RoleAggregator aggregator;
    private readonly ReviewEndpoints reviews;
    private readonly TokenRequests tokenRequests;

    public AccessControl(ApiCluster cluster, ILoggerFactory loggers)
    {
        this.cluster = cluster;
        accounts = new(cluster);
        authenticator = new(cluster, accounts);
        authorizer = new(cluster.Store);
        aggregator = new(cluster.Store, loggers.CreateLogger<RoleAggregator>());
        reviews = new(authenticator, authorizer);
        tokenRequests = new(cluster, accounts);
    }

    /// <summary>Creates the roles and bindings every cluster has, and keeps the aggregated ones from then on.</summary>
    public void Seed()
    {
        BootstrapPolicy.Seed(cluster);
        aggregator.Aggregate();
        aggregator.Start();
    }

    /// <summary>Lets a request in; its user is a feature of the request from then on.</summary>
    /// <exception cref="ApiError">401 for a wrong token, 403 for what the user may not do.</exception>
    public void Admit(HttpContext http)
    {
        var user = Impersonation.Apply(http.Request, authenticator.WhoAsks(http), asked => Check(http, asked));
        Check(http, RequestAttributes.Of(http.Request, user));
        http.Features.Set(user);
    }

    /// <returns>Whether the address asks about access itself (reviews, tokens of ServiceAccounts) and was answered.</returns>
    public async Task<bool> TryAnswerAsync(HttpContext http, ApiPath path, CancellationToken ct)
    {
        if (path.Type.CreateOnly)
        {
            await reviews.AnswerAsync(http, path, ct);
            return true;
        }
        if (path is { Type.Kind: "ServiceAccount", Type.Group: "", Subresource: "token" })
        {
            await tokenRequests.AnswerAsync(http, path, ct);
            return true;
        }
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await aggregator.DisposeAsync();
        accounts.Dispose();
    }

    private void Check(HttpContext http, Attributes asked)
    {
        var decision = authorizer.Decide(asked);
        if (!decision.Allowed)
        {
            http.Response.Headers.XContentTypeOptions = "nosniff";
            throw Forbidden.Of(asked, decision.Reason);
        }
    }
}
