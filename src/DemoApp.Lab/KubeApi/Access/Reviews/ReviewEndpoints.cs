using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Access.Identities;
using DemoApp.Lab.KubeApi.Access.Rbac;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Writing;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Access.Reviews;

/// <summary>Answers the questions of authentication.k8s.io and authorization.k8s.io, which are posted and not kept.</summary>
internal sealed class ReviewEndpoints(Authenticator authenticator, Authorizer authorizer)
{
    private readonly AccessReview access = new(authorizer);
    private readonly RulesReview rules = new(authorizer);
    private readonly TokenReview tokens = new(authenticator);

    /// <exception cref="ApiError">405 for anything but a question, 400 or 422 for one that cannot be answered.</exception>
    public async Task AnswerAsync(HttpContext http, ApiPath path, CancellationToken ct)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || !path.IsCollection)
        {
            throw ApiError.MethodNotAllowed(path.Type, http.Request.Method.ToLowerInvariant());
        }
        var asked = await Body.ObjectAsync(http.Request, path.Type, ct);
        var user = http.Features.Get<UserInfo>()!;
        var spec = asked["spec"] as JsonObject ?? [];
        var status = path.Type.Kind switch
        {
            "SelfSubjectReview" => new JsonObject { ["userInfo"] = user.ToJson() },
            "TokenReview" => tokens.Answer(spec),
            "SelfSubjectRulesReview" => rules.Answer(spec, user),
            "SelfSubjectAccessReview" => access.Answer(path.Type, spec, user),
            "LocalSubjectAccessReview" => access.AnswerFor(path.Type, AccessReview.Within(spec, path.Namespace)),
            _ => access.AnswerFor(path.Type, spec),
        };
        var answer = new JsonObject { ["kind"] = path.Type.Kind, ["apiVersion"] = path.Type.ApiVersion, ["metadata"] = Metadata(asked) };
        if (path.Type.Kind != "SelfSubjectReview")
        {
            answer["spec"] = path.Type.Kind == "SelfSubjectRulesReview" ? new JsonObject() : spec.DeepClone();
        }
        answer["status"] = status;
        await http.WriteAsync(201, answer);
    }

    private static JsonObject Metadata(JsonObject asked)
    {
        var metadata = asked["metadata"]?.DeepClone() as JsonObject ?? [];
        metadata["creationTimestamp"] = null;
        return metadata;
    }
}
