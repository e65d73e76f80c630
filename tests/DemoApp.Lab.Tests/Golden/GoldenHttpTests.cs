using Xunit;

namespace DemoApp.Lab.Tests.Golden;

/// <summary>
/// Every recorded request, sent to the lab's server in the recorded state: the same status, headers and body. What differs on
/// purpose stands with its reason in tests/golden/differences.txt, and only there.
/// </summary>
public sealed class GoldenHttpTests
{
    private const string Admin = "Bearer <admin-token>";

    public static TheoryData<string> Names => [.. GoldenCase.All.Values.Where(c => c.Authorization is Admin or "").Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Answer_ToARecordedRequest_IsTheGenuineOne(string name)
    {
        var golden = GoldenCase.All[name];
        await using var world = await GoldenWorld.CreateAsync();
        if (golden.Method is not ("GET" or "HEAD") || golden.Target.Contains("/w1", StringComparison.Ordinal) || golden.Target.Contains("dp1", StringComparison.Ordinal))
        {
            await world.PrepareAsync(name);
        }
        using var request = await RequestAsync(world, golden);
        using var answer = await world.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var warnings = answer.Headers.TryGetValues("Warning", out var given) ? given : [];
        var differences = GoldenComparison.Differences(golden, (int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType ?? "", warnings, text).ToList();

        if (KnownDifferences.All.TryGetValue(name, out var reason))
        {
            Assert.True(differences.Count > 0, $"{name} no longer differs; take it out of differences.txt ({reason})");
            return;
        }
        Assert.True(differences.Count == 0, $"{golden.Method} {golden.Target}\n{string.Join('\n', differences)}");
    }

    private static async Task<HttpRequestMessage> RequestAsync(GoldenWorld world, GoldenCase golden)
    {
        var request = new HttpRequestMessage(new HttpMethod(golden.Method), new Uri(world.Api.Address.GetLeftPart(UriPartial.Authority) + golden.Target));
        if (golden.Authorization.Length == 0)
        {
            world.Http.DefaultRequestHeaders.Authorization = null;
        }
        if (golden.Text("Accept") is { Length: > 0 } accept)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }
        request.Headers.TryAddWithoutValidation("User-Agent", golden.Text("User-Agent"));
        var body = golden.Method == "PUT" && golden.Body.Length > 0 ? await world.CurrentAsync(golden) : golden.Body;
        var bytes = body.StartsWith("<base64>", StringComparison.Ordinal) ? Convert.FromBase64String(body["<base64>".Length..]) : System.Text.Encoding.UTF8.GetBytes(body);
        if (bytes.Length > 0 || golden.Text("Content-Type").Length > 0)
        {
            request.Content = new ByteArrayContent(bytes);
            if (golden.Text("Content-Type") is { Length: > 0 } type)
            {
                request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            }
        }
        return request;
    }
}
