using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DemoApp.Admin;

/// <summary>The static shells of the console and the sign-in page. The console's content comes by the feed.</summary>
internal static class AdminPages
{
    private const string Html = "text/html; charset=utf-8";
    private static readonly string ConsoleHtml = Read("console.html");
    private static readonly string SignInHtml = Read("sign-in.html");

    public static ContentHttpResult Console() => TypedResults.Content(ConsoleHtml, Html);

    /// <param name="error">What went wrong, shown above the form; null: nothing.</param>
    public static ContentHttpResult SignIn(string? error, int status) => TypedResults.Content(
        SignInHtml.Replace("<!-- error -->", error is null ? "" : $"<p class=\"sign-in-error\" role=\"alert\">{WebUtility.HtmlEncode(error)}</p>", StringComparison.Ordinal),
        Html, statusCode: status);

    private static string Read(string name)
    {
        using var stream = typeof(AdminPages).Assembly.GetManifestResourceStream($"DemoApp.Admin.Pages.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
