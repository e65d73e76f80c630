using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace DemoApp.EndToEnd.Running;

/// <summary>The presenter's operations, as a script calls them.</summary>
internal static class OperationCalls
{
    public const string Address = "/api/v1/operations";

    /// <param name="body">JSON of the request.</param>
    /// <param name="query">For example <c>?validateOnly=true</c>.</param>
    public static async Task<(HttpStatusCode Status, JsonNode Body, Uri? Location)> AskAsync(this DemoProgram program, string body, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address + query) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", DemoProgram.Passcode);
        using var answer = await program.Http.SendAsync(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!, answer.Headers.Location);
    }

    /// <summary>Starts an operation and follows it to its end, which must be a good one.</summary>
    /// <returns>The statuses of its steps, by their names.</returns>
    public static async Task<Dictionary<string, string>> DoAsync(this DemoProgram program, string body)
    {
        var begun = await program.AskAsync(body);
        if (begun.Status != HttpStatusCode.Accepted)
        {
            throw new InvalidOperationException($"{body}: {(int)begun.Status} {begun.Body}");
        }
        var ended = await Until.SeenAsync(
            $"the end of {body}", () => program.Http.GetStringAsync(begun.Location), view => JsonNode.Parse(view)!["status"]!.GetValue<string>() != "running");
        var operation = JsonNode.Parse(ended)!;
        return operation["status"]!.GetValue<string>() == "succeeded"
            ? operation["steps"]!.AsArray().ToDictionary(step => step!["name"]!.GetValue<string>(), step => step!["status"]!.GetValue<string>())
            : throw new InvalidOperationException($"{body}: {ended}");
    }
}
