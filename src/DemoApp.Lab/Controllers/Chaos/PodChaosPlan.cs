using System.Globalization;

namespace DemoApp.Lab.Controllers.Chaos;

/// <summary>What a PodChaos asks for: pods killed once.</summary>
internal sealed record PodChaosPlan(ChaosSelector Selector, ChaosMode Mode, int GracePeriodSeconds)
{
    /// <param name="chaos">The object.</param>
    /// <param name="mistakes">Empty when there is a plan.</param>
    public static PodChaosPlan? Read(ChaosResource chaos, out IReadOnlyList<string> mistakes)
    {
        var found = new List<string>();
        mistakes = found;
        var spec = new SpecReader(chaos.Spec, "spec.", found);
        var selector = ChaosSelector.Read(spec, chaos.Metadata.NamespaceProperty);
        var mode = ChaosMode.Read(spec);
        spec.Require("action");
        spec.OneOf("action", "pod-kill");
        // A killed pod is not held down: the time means nothing, here and at Chaos Mesh.
        spec.Ignore("duration");
        var text = spec.Text("gracePeriod") ?? "0";
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var grace))
        {
            spec.Refuse("gracePeriod", $"\"{text}\" is no number of seconds");
        }
        spec.End();
        return found.Count > 0 ? null : new(selector!, mode!, grace);
    }
}
