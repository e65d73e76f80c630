using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace DemoApp.Admin;

/// <summary>How the presenter is known.</summary>
/// <param name="Passcode">Also the bearer token of the API.</param>
/// <param name="IsOwn">Whether the configuration names it; else it was made up for this run.</param>
internal sealed record PresenterOptions(string Passcode, bool IsOwn)
{
    private const int Shortest = 8;
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <exception cref="OptionsValidationException">The passcode is too short to keep 300 people out, or missing where others can reach the program.</exception>
    public static PresenterOptions Read(IConfiguration configuration)
    {
        var passcode = configuration["Presenter:Passcode"]?.Trim() ?? "";
        if (passcode.Length > 0)
        {
            return passcode.Length >= Shortest
                ? new(passcode, true)
                : throw Mistake($"Presenter:Passcode has {passcode.Length} characters. Use at least {Shortest}, or leave it empty for one made at start.");
        }
        if (Reachable(configuration).FirstOrDefault() is { } url)
        {
            throw Mistake($"Presenter:Passcode is empty while Urls names {url}, which others can reach. Set Presenter:Passcode, or listen on localhost.");
        }
        return new(string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 4))), false);
    }

    private static IEnumerable<string> Reachable(IConfiguration configuration)
    {
        var urls = configuration["Urls"] ?? configuration["HTTP_PORTS"]?.Split(';').Select(p => $"http://*:{p}").FirstOrDefault() ?? "";
        return urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(url => !IsLoopback(url));
    }

    private static bool IsLoopback(string url) =>
        Uri.TryCreate(url.Replace("*", "any.invalid", StringComparison.Ordinal).Replace("+", "any.invalid", StringComparison.Ordinal), UriKind.Absolute, out var uri) && uri.IsLoopback;

    private static OptionsValidationException Mistake(string text) => new("Presenter", typeof(PresenterOptions), [text]);
}
