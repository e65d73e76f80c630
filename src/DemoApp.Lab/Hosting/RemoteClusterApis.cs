using System.Net;
using DemoApp.Lab.Controllers;
using DemoApp.Lab.Controllers.Federation;
using k8s;
using k8s.Autorest;

namespace DemoApp.Lab.Hosting;

/// <summary>Finds out how a cluster serves RemoteClusterConfigurations, or where the lab's own definition may stand.</summary>
internal static class RemoteClusterApis
{
    /// <summary>A definition in a group that another server answers for is never served: then the stored form's group is taken.</summary>
    public static async Task<(RemoteClusterApi Api, bool IsServed)> FindAsync(IKubernetes client, CancellationToken ct)
    {
        foreach (var api in (RemoteClusterApi[])[RemoteClusterApi.Public, RemoteClusterApi.Stored])
        {
            if (await IsServedAsync(client, api, ct))
            {
                return (api, true);
            }
        }

        return (await IsDelegatedAsync(client, ct) ? RemoteClusterApi.Stored : RemoteClusterApi.Public, false);
    }

    private static async Task<bool> IsServedAsync(IKubernetes client, RemoteClusterApi api, CancellationToken ct)
    {
        try
        {
            var resources = await client.CustomObjects.GetAPIResourcesAsync(api.Group, api.Version, cancellationToken: ct);
            return resources.Resources.Any(r => r.Name == RemoteClusterApi.Plural);
        }
        catch (HttpOperationException e) when (e.Is(HttpStatusCode.NotFound))
        {
            return false;
        }
    }

    private static async Task<bool> IsDelegatedAsync(IKubernetes client, CancellationToken ct)
    {
        try
        {
            var name = $"{RemoteClusterApi.Public.Version}.{RemoteClusterApi.Public.Group}";
            return (await client.ApiregistrationV1.ReadAPIServiceAsync(name, cancellationToken: ct)).Spec?.Service is not null;
        }
        catch (HttpOperationException e) when (e.Is(HttpStatusCode.NotFound))
        {
            return false;
        }
    }
}
