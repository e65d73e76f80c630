using System.Globalization;
using DemoApp.Audience;
using DemoApp.Shop.Writes;

namespace DemoApp.Shop.Pages;

/// <summary>One sentence on the attendee's own writes, and who wants to know more opens it.</summary>
internal static class WritesLine
{
    /// <summary>For who has none yet.</summary>
    public static ReadOnlySpan<byte> None =>
        "<p class=\"soft small\">Every refresh is one write to <code>testdb</code>. Yours are followed from the next one on.</p>"u8;

    public static void Write(HtmlBuffer html, WriteReport report)
    {
        if (report.Writes == 0)
        {
            html.Markup(None);
            return;
        }
        html.Markup("<details class=\"writes\"><summary>Your "u8).Markup(report.LastOnly ? "last "u8 : ""u8).Number(report.Writes)
            .Markup(report.Writes == 1 ? " write: "u8 : " writes: "u8).Number(report.Here).Markup(" here"u8);
        Part(html, report.NotHere, " not here yet"u8);
        Part(html, report.Lost, " lost"u8);
        html.Markup(".</summary><ul class=\"soft small\">"u8);
        foreach (var site in report.Sites)
        {
            Site(html, site);
        }
        html.Markup("</ul><p class=\"soft small\">Here is the database that answered this page. "u8)
            .Markup("Every refresh and every change of the cart is one write.</p></details>"u8);
    }

    private static void Part(HtmlBuffer html, long count, ReadOnlySpan<byte> words)
    {
        if (count > 0)
        {
            html.Markup(", "u8).Number(count).Markup(words);
        }
    }

    private static void Site(HtmlBuffer html, WriteRecord site)
    {
        html.Markup("<li><code>"u8).Text(site.MadeAt).Markup("</code>: "u8).Number(site.Writes)
            .Markup(" acknowledged, "u8).Number(site.Here).Markup(" here"u8);
        if (site.Since is { } since)
        {
            Part(html, site.Missing - site.Lost, " not here since "u8);
            html.Text(since.UtcDateTime.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));
        }
        Part(html, site.Lost, " lost"u8);
        Part(html, site.Late, " came late"u8);
        html.Markup("</li>"u8);
    }
}
