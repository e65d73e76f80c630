using DemoApp.EndToEnd.Running;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace DemoApp.EndToEnd.Stories;

/// <summary>The outage as people see it: a presenter's laptop, an attendee's phone, and nobody reloading.</summary>
public sealed class OutageInTheBrowserTests
{
    [Fact]
    public async Task Outage_BrokenByTheButton_IsSeenWithoutReload()
    {
        await using var program = await DemoProgram.StartAsync("0.3");
        await using var browsers = await Browsers.StartAsync();
        var presenter = await browsers.OpenAsync(program.SignInLink);
        var anyone = await browsers.OpenAsync($"{program.Address}admin", 390, 844, ColorScheme.Dark);
        var attendee = await browsers.OpenAsync($"{program.Address}", 390, 844);

        var column = presenter.Locator(".cluster").First;
        await Expect(column.Locator(".cluster-state")).ToHaveTextAsync("Serving");
        await Expect(column.Locator("td", new() { HasTextString = "demo-clustera-2" })).ToBeVisibleAsync();
        await Expect(anyone.Locator("form.act-choose")).ToHaveCountAsync(0);
        await Expect(attendee.Locator("#state")).ToHaveTextAsync("Serving");
        await KeepAllAsync("1-healthy", presenter, anyone, attendee);

        await presenter.GetByRole(AriaRole.Button, new() { Name = "Break demo-clustera" }).ClickAsync();
        await Expect(column.Locator(".database-words")).ToContainTextAsync("refused");
        await Expect(anyone.Locator(".cluster-database").First.Locator(".state")).ToHaveAttributeAsync("data-state", "Refused");
        await attendee.ReloadAsync();
        await Expect(attendee.Locator("main, body").First).ToContainTextAsync("500");
        await Expect(column).ToContainTextAsync("RecoveringFirstPod");
        await KeepAllAsync("2-refused", presenter, anyone, attendee);

        await Expect(column.Locator(".cluster-database .state")).ToHaveAttributeAsync("data-state", "Silent");
        await attendee.ReloadAsync();
        await Expect(attendee.Locator("main, body").First).ToContainTextAsync("504");
        await Expect(column.Locator(".cluster-next")).ToContainTextAsync("rladmin recover all");
        await KeepAllAsync("3-silent", presenter, anyone, attendee);

        await program.RecoverDatabaseAsync();
        await Expect(column.Locator(".cluster-state")).ToHaveTextAsync("Serving");
        // Nobody reloads: the fail page returns to the shop by itself.
        await Expect(attendee.Locator("#state")).ToHaveTextAsync("Serving");
        await Expect(presenter.Locator(".operations")).ToContainTextAsync("done");
        await KeepAllAsync("4-recovered", presenter, anyone, attendee);
        Assert.Empty(browsers.Complaints);
    }

    [Fact]
    public async Task Console_ProgramGone_SaysHowOldItsWordIsAndComesBack()
    {
        await using var program = await DemoProgram.StartAsync("0.1");
        await using var browsers = await Browsers.StartAsync();
        var page = await browsers.OpenAsync($"{program.Address}admin");
        await Expect(page.Locator("[data-part=link]")).ToHaveAttributeAsync("data-link", "live");

        await Tool.RunAsync("kill", ["-STOP", $"{program.Process.Id}"]);
        await Expect(page.Locator("[data-part=link]")).ToHaveAttributeAsync("data-link", "stale");
        await Expect(page.Locator(".cluster").First).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("is-stale"));
        await Browsers.KeepAsync(page, "5-stale-console");

        await Tool.RunAsync("kill", ["-CONT", $"{program.Process.Id}"]);
        await Expect(page.Locator("[data-part=link]")).ToHaveAttributeAsync("data-link", "live");
        await Expect(page.Locator(".cluster-state").First).ToHaveTextAsync("Serving");
    }

    private static async Task KeepAllAsync(string moment, IPage presenter, IPage anyone, IPage attendee)
    {
        await Browsers.KeepAsync(presenter, $"{moment}-presenter");
        await Browsers.KeepAsync(anyone, $"{moment}-anyone-phone-dark");
        await Browsers.KeepAsync(attendee, $"{moment}-attendee-phone");
    }
}
