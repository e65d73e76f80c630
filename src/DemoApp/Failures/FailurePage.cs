using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace DemoApp.Failures;

/// <summary>The fail page: complete HTML that asks nobody, in the shop's frame. Its module shows the pods and returns by itself.</summary>
internal static class FailurePage
{
    public static string Render(Failure failure, IReadOnlyList<string> otherSites)
    {
        var html = new StringBuilder(4096);
        Head(html, failure);
        html.Append("<main class=\"blow\" id=\"main\"><h1><span class=\"code\">").Append(failure.Status).Append("<span class=\"visually-hidden\">: </span></span><span class=\"title\">")
            .Append(Text(failure.Title)).Append("</span></h1>");
        if (failure.IsOutage)
        {
            Outage(html, failure);
        }
        else
        {
            html.Append("<p class=\"sentence\">").Append(Text(failure.Sentence)).Append("</p><p><a class=\"button-quiet\" href=\"/\">To the shop</a></p>");
        }
        html.Append("</main>");
        if (failure.IsOutage)
        {
            Beneath(html, failure, otherSites);
        }
        html.Append("<footer class=\"frame-foot\"><span>trace <code>").Append(Text(failure.TraceId)).Append("</code></span><span>")
            .Append(failure.At.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)).Append("</span><a href=\"/admin\">Clusters</a></footer></body></html>\n");
        return html.ToString();
    }

    private static void Head(StringBuilder html, Failure failure)
    {
        html.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"robots\" content=\"noindex\"><title>").Append(failure.Status).Append(": ").Append(Text(failure.Title)).Append("</title>\n")
            .Append("<link rel=\"icon\" href=\"/images/quorum.svg\" type=\"image/svg+xml\">\n")
            .Append("<link rel=\"stylesheet\" href=\"/css/tokens.css\"><link rel=\"stylesheet\" href=\"/css/base.css\"><link rel=\"stylesheet\" href=\"/css/failure.css\">\n");
        if (failure.IsOutage)
        {
            // A form is offered by its button; a refresh would lose it.
            html.Append(failure.FormAction is null ? "<noscript><meta http-equiv=\"refresh\" content=\"3\"></noscript>\n" : "")
                .Append("<script type=\"module\" src=\"/js/failure.js\"></script>");
        }
        html.Append("</head>\n<body class=\"failure\" data-kind=\"").Append(failure.Kind).Append("\" data-site=\"").Append(Text(failure.Site ?? "")).Append("\" data-at=\"").Append(Iso(failure.At)).Append("\">")
            .Append("<header class=\"frame-head\"><a class=\"brand\" href=\"/\"><svg viewBox=\"0 0 20 20\" aria-hidden=\"true\"><circle cx=\"10\" cy=\"5\" r=\"4\"/><circle cx=\"4.5\" cy=\"14.5\" r=\"4\"/><circle class=\"ring\" cx=\"15.5\" cy=\"14.5\" r=\"3.2\"/></svg>Quorum Supply</a>");
        if (failure.IsOutage)
        {
            var (state, word) = failure.Kind == FailureKind.NoAnswer ? ("Silent", "Silent") : ("Down", "Down");
            html.Append("<p class=\"served\"><span class=\"state\" data-state=\"").Append(state).Append("\">").Append(word).Append("</span> <span class=\"soft\"><code>")
                .Append(Text(failure.Site!)).Append("</code> via <code>").Append(Text(failure.Service!)).Append("</code></span></p>");
        }
        html.Append("</header>");
    }

    private static void Outage(StringBuilder html, Failure failure)
    {
        var since = failure.Since!.Value;
        var seconds = Math.Max(0, (int)(failure.At - since).TotalSeconds);
        html.Append("<p class=\"sentence\">").Append(Text(failure.Sentence[..^1])).Append(", for <time id=\"since\" datetime=\"").Append(Iso(since)).Append("\" title=\"").Append(Iso(since)).Append("\">")
            .Append(seconds < 1 ? "a moment" : string.Create(CultureInfo.InvariantCulture, $"{seconds} s")).Append("</time>.</p>")
            .Append("<p class=\"calm\">This is the demo: your network is fine.</p>");
        if (failure.FormAction is { } action)
        {
            html.Append("<form class=\"kept\" id=\"kept\" method=\"post\" action=\"").Append(Text(action)).Append("\">");
            foreach (var (name, value) in failure.Form)
            {
                html.Append("<input type=\"hidden\" name=\"").Append(Text(name)).Append("\" value=\"").Append(Text(value)).Append("\">");
            }
            html.Append("<p>What you sent is kept. It is sent once more when Redis is back.</p><button class=\"button-quiet\">Send it again now</button></form>");
        }
    }

    private static void Beneath(StringBuilder html, Failure failure, IReadOnlyList<string> otherSites)
    {
        html.Append("<section class=\"beneath\"><div class=\"next\"><h2>What happens next</h2><p id=\"next\" role=\"status\">This page returns to the shop by itself when <code>")
            .Append(Text(failure.Service!)).Append("</code> answers again.<noscript> It looks every 3 seconds.</noscript></p>");
        if (otherSites.Count > 0)
        {
            html.Append("<ul class=\"others\">");
            foreach (var site in otherSites)
            {
                html.Append("<li><a href=\"/sites/").Append(Text(site)).Append("\">Shop at <code>").Append(Text(site)).Append("</code> meanwhile</a></li>");
            }
            html.Append("</ul>");
        }
        html.Append("</div><div class=\"pods\"><h2>Pods of <code>").Append(Text(failure.Site!)).Append("</code></h2><p class=\"soft\" id=\"pods-note\">")
            .Append("<noscript>With script the pods are shown live here.</noscript></p><div class=\"table-scroll\"><table class=\"kubectl\" id=\"pods\" hidden>")
            .Append("<thead><tr><th>NAME</th><th>READY</th><th>STATUS</th><th>RESTARTS</th><th>AGE</th></tr></thead><tbody></tbody></table></div></div></section>");
    }

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
