using System.Globalization;
using Microsoft.Extensions.Options;

namespace DemoApp.Shop;

/// <summary>Section <c>Shop</c>: how much the shop takes on at once, per site. What comes beyond is told so at once (429).</summary>
internal sealed record ShopOptions
{
    /// <summary>Requests that share one round trip.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>
    /// Round trips under way; a further one starts only when the others hesitate. Enough for the time until a silent database is
    /// noticed, so that nobody
    /// waits behind those that will never be answered.
    /// </summary>
    public int Batches { get; init; } = 16;

    /// <summary>Requests that wait for the next round trip.</summary>
    public int Queue { get; init; } = 1024;

    /// <summary>Orders under way: they read before they write and so do not share.</summary>
    public int Orders { get; init; } = 64;

    public static ShopOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Shop");
        var defaults = new ShopOptions();
        var mistakes = new List<string>();
        var options = new ShopOptions
        {
            BatchSize = Count(section, "BatchSize", defaults.BatchSize, 4096, mistakes),
            Batches = Count(section, "Batches", defaults.Batches, 64, mistakes),
            Queue = Count(section, "Queue", defaults.Queue, 100_000, mistakes),
            Orders = Count(section, "Orders", defaults.Orders, 4096, mistakes),
        };
        return mistakes.Count == 0 ? options : throw new OptionsValidationException("Shop", typeof(ShopOptions), mistakes);
    }

    private static int Count(IConfigurationSection section, string key, int fallback, int most, List<string> mistakes)
    {
        if (section[key] is not { Length: > 0 } text)
        {
            return fallback;
        }
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 && value <= most)
        {
            return value;
        }
        mistakes.Add($"{section.Path}:{key} is '{text}'. Use a whole number from 1 to {most}.");
        return fallback;
    }
}
