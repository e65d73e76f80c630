using Microsoft.Playwright;
using Xunit;

namespace DemoApp.EndToEnd.Running;

/// <summary>The Chromium of the machine, without a window.</summary>
internal sealed class Browsers : IAsyncDisposable
{
    private static readonly string[] Known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"];
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private Browsers(IPlaywright playwright, IBrowser browser) => (this.playwright, this.browser) = (playwright, browser);

    /// <summary>What any page threw or refused to load, but for the answers that are the demo.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<Browsers> StartAsync()
    {
        var path = Known.FirstOrDefault(File.Exists);
        if (path is null)
        {
            Tool.Missing("Chromium is not installed");
        }
        Assertions.SetDefaultExpectTimeout((float)Until.Patience.TotalMilliseconds);
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--no-sandbox"] }));
    }

    public async Task<IPage> OpenAsync(string address, int width = 1440, int height = 1000, ColorScheme colours = ColorScheme.Light)
    {
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = colours });
        context.SetDefaultTimeout((float)Until.Patience.TotalMilliseconds);
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => Complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("status of 50", StringComparison.Ordinal))
            {
                Complaints.Add(message.Text);
            }
        };
        await page.GotoAsync(address);
        return page;
    }

    /// <summary>Keeps what the page looks like under test-output/screenshots.</summary>
    public static Task KeepAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Repository.Output("screenshots", $"{name}.png"), FullPage = true });

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
