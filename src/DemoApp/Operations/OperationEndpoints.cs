using System.Text.Json;
using DemoApp.Admin;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DemoApp.Operations;

/// <summary>Operations over HTTP: reading is everyone's, changing the presenter's.</summary>
internal static class OperationEndpoints
{
    private const string Address = "/api/v1/operations";
    private const int LargestBody = 64 * 1024;

    public static void MapOperations(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(Address).WithTags("Operations");
        group.MapGet("/", (OperationLog log) => TypedResults.Ok(log.Current)).WithSummary("Every operation kept, newest first.");
        group.MapGet("/{id}", (string id, OperationLog log) => log.Current.FirstOrDefault(o => o.Id == id) is { } found ? TypedResults.Ok(found) : NotFound(id))
            .WithSummary("One operation with its steps.").Produces<OperationView>().ProducesProblem(404);
        group.MapPost("/", PostAsync).RequireAuthorization(Presenter.Policy).Accepts<OperationRequest>("application/json")
            .WithSummary("Starts an operation; with ?validateOnly=true only says what it would do.")
            .Produces<OperationView>(202).Produces<OperationPlan>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(409).ProducesProblem(422);
        group.MapPost("/{id}/cancel", (string id, OperationEngine engine) => engine.Cancel(id) is { } view ? TypedResults.Ok(view) : NotFound(id))
            .RequireAuthorization(Presenter.Policy).WithSummary("Stops an operation: no further step is done. What a cluster has begun goes on.").Produces<OperationView>().ProducesProblem(404);
    }

    private static async Task<IResult> PostAsync(HttpContext http, OperationEngine engine, bool validateOnly = false)
    {
        try
        {
            var request = await ReadAsync(http.Request);
            if (validateOnly)
            {
                return TypedResults.Ok(engine.Plan(request));
            }
            var key = http.Request.Headers["Idempotency-Key"].ToString();
            var view = engine.Start(request, http.User.Identity?.Name ?? "presenter", key.Length == 0 ? null : key);
            http.Response.Headers.RetryAfter = "2";
            return TypedResults.Accepted($"{Address}/{view.Id}", view);
        }
        catch (OperationRefusedException e)
        {
            var running = e.Refusal.Operation is { } id ? new Dictionary<string, object?> { ["operation"] = $"{Address}/{id}" } : null;
            return TypedResults.Problem(e.Refusal.Detail, statusCode: e.Refusal.Status, title: e.Refusal.Title, extensions: running);
        }
    }

    private static async Task<OperationRequest> ReadAsync(HttpRequest request)
    {
        if (!request.HasJsonContentType())
        {
            throw new OperationRefusedException(OperationRefusal.Malformed("Send the request as JSON, with Content-Type: application/json."));
        }
        if (request.ContentLength > LargestBody)
        {
            throw new OperationRefusedException(OperationRefusal.Malformed("The body is larger than 64 KiB."));
        }
        try
        {
            return await request.ReadFromJsonAsync<OperationRequest>(request.HttpContext.RequestAborted)
                ?? throw new OperationRefusedException(OperationRefusal.Malformed("The body is null. Send an object with a kind."));
        }
        catch (JsonException e)
        {
            throw new OperationRefusedException(OperationRefusal.Malformed($"The body is not the JSON of an operation: {e.Message}"));
        }
    }

    private static IResult NotFound(string id) => TypedResults.Problem($"There is no operation {id}; it may be older than those kept.", statusCode: 404, title: "No such operation");
}
