using System.Globalization;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Reading;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>Which part of a log is asked for, and how.</summary>
internal sealed record LogOptions
{
    public required bool Follow { get; init; }

    public required bool Timestamps { get; init; }

    public required bool Previous { get; init; }

    public required long? TailLines { get; init; }

    public required long? LimitBytes { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <exception cref="ApiError">400 for what cannot be read, 422 for what cannot be meant.</exception>
    public static LogOptions Of(HttpRequest request, string pod, DateTimeOffset now)
    {
        var (tail, limit, seconds) = (Number(request, "tailLines"), Number(request, "limitBytes"), Number(request, "sinceSeconds"));
        var since = Time(request.Query["sinceTime"].ToString());
        Check(pod, tail, limit, seconds, since is not null);
        return new()
        {
            Follow = HttpMethods.IsGet(request.Method) && request.Query.IsOn("follow"),
            Timestamps = request.Query.IsOn("timestamps"),
            Previous = request.Query.IsOn("previous"),
            TailLines = tail,
            LimitBytes = limit,
            Since = since ?? (seconds is { } back ? now - TimeSpan.FromSeconds(Math.Min(back, int.MaxValue)) : DateTimeOffset.MinValue),
        };
    }

    private static long? Number(HttpRequest request, string key) => request.Query[key].ToString().Length == 0 ? null : ListRequest.Number(request, key);

    private static DateTimeOffset? Time(string text) => text.Length == 0 ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && text.Contains('T', StringComparison.Ordinal) ? time
        : throw ApiError.BadRequest($"parsing time \"{text}\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"{text}\" as \"2006\"");

    private static void Check(string pod, long? tail, long? limit, long? seconds, bool hasTime)
    {
        var causes = new List<FieldError>();
        if (tail < 0)
        {
            causes.Add(Invalid("tailLines", tail, "must be greater than or equal to 0"));
        }
        if (limit < 1)
        {
            causes.Add(Invalid("limitBytes", limit, "must be greater than 0"));
        }
        if (seconds is not null && hasTime)
        {
            causes.Add(new("FieldValueForbidden", "", "Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified"));
        }
        else if (seconds < 1)
        {
            causes.Add(Invalid("sinceSeconds", seconds, "must be greater than 0"));
        }
        if (causes.Count > 0)
        {
            throw Refusal(pod, causes);
        }
    }

    private static FieldError Invalid(string field, long? value, string why) => new("FieldValueInvalid", field, $"Invalid value: {value}: {why}");

    private static ApiError Refusal(string pod, List<FieldError> causes)
    {
        var texts = causes.Select(c => $"{c.Field}: {c.Message}").ToList();
        return new(422, "Invalid", $"PodLogOptions \"{pod}\" is invalid: {(texts is [var only] ? only : $"[{string.Join(", ", texts)}]")}", new JsonObject
        {
            ["name"] = pod,
            ["kind"] = "PodLogOptions",
            ["causes"] = new JsonArray([.. causes.Select(c => new JsonObject { ["reason"] = c.Reason, ["message"] = c.Message, ["field"] = c.Field })]),
        });
    }
}
