using DemoApp.Lab.KubeApi.Access.Identities;
using DemoApp.Lab.KubeApi.Access.Rbac;
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

    public AccessControl(ApiCluster cluster, ILoggerFactory loggers)
    {
        this.cluster = cluster;
        accounts = new(cluster);
        authenticator = new(cluster, accounts);
        authorizer = new(cluster.Store);
        aggregator = new(cluster.Store, loggers.CreateLogger<RoleAggregator>());
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
