using System.Globalization;
using Microsoft.Extensions.Options;

namespace DemoApp.Audience;

/// <summary>Section <c>Audience</c>.</summary>
internal sealed record AudienceOptions
{
    /// <summary>Attendees remembered at most; those who were away longest are forgotten first.</summary>
    public int Most { get; init; } = 20_000;

    /// <summary>
    /// A write counts as lost when it has been missing for so long in the database of its own site while that database answered. It
    /// counts as
    /// late, and no longer as lost, when it comes after all.
    /// </summary>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromMinutes(2);

    public static AudienceOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Audience");
        var defaults = new AudienceOptions();
        var mistakes = new List<string>();
        var (most, lost) = (defaults.Most, defaults.LostAfter);
        if (section["Most"] is { Length: > 0 } count
            && !(int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out most) && most is >= 2 and <= 1_000_000))
        {
            mistakes.Add($"Audience:Most is '{count}'. Use a whole number from 2 to 1000000.");
        }
        if (section["LostAfter"] is { Length: > 0 } text
            && !(TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out lost) && lost > TimeSpan.Zero && lost <= TimeSpan.FromDays(1)))
        {
            mistakes.Add($"Audience:LostAfter is '{text}'. Use a time up to one day, such as 00:02:00.");
        }
        return mistakes.Count == 0
            ? new() { Most = most, LostAfter = lost }
            : throw new OptionsValidationException("Audience", typeof(AudienceOptions), mistakes);
    }
}
