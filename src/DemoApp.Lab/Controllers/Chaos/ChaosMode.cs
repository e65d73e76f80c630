using System.Globalization;

namespace DemoApp.Lab.Controllers.Chaos;

/// <summary>How many of the selected pods: one, all, fixed (value pods), fixed-percent, random-max-percent.</summary>
internal sealed record ChaosMode(string Name, int Value)
{
    public static ChaosMode? Read(SpecReader spec)
    {
        spec.Require("mode");
        var name = spec.OneOf("mode", "one", "all", "fixed", "fixed-percent", "random-max-percent");
        var value = spec.Text("value");
        if (name is null or "one" or "all")
        {
            return name is null ? null : new(name, 0);
        }
        var most = name == "fixed" ? int.MaxValue : 100;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most)
        {
            return new(name, number);
        }
        spec.Refuse("value", name == "fixed" ? "must be a number of pods" : "must be a percentage from 0 to 100");
        return null;
    }

    /// <summary>How many of these many.</summary>
    public int CountOf(int pods, Random random) => Name switch
    {
        "one" => Math.Min(1, pods),
        "all" => pods,
        "fixed" => Math.Min(Value, pods),
        "fixed-percent" => pods * Value / 100,
        _ => pods * random.Next(Value + 1) / 100,
    };

    /// <summary>What is meant stays what was chosen first, but for all: there a pod that comes later is meant as well.</summary>
    public IReadOnlyList<string> Choose(IReadOnlyList<string> pods, IReadOnlyList<string> before, Random random)
    {
        if (Name == "all")
        {
            return [.. before.Union(pods).Order(StringComparer.Ordinal)];
        }
        if (before.Count > 0)
        {
            return before;
        }
        var shuffled = pods.ToArray();
        random.Shuffle(shuffled);
        return [.. shuffled.Take(CountOf(pods.Count, random)).Order(StringComparer.Ordinal)];
    }
}
