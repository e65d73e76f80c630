namespace DemoApp.Lab.Controllers.Chaos;

/// <summary>What a NetworkChaos asks for, understood whole: or all the reasons why it is not.</summary>
internal sealed record NetworkChaosPlan(
    ChaosSelector Selector,
    ChaosMode Mode,
    NetworkEffect Effect,
    bool Outwards,
    bool Inwards,
    IReadOnlyList<string> Targets,
    TimeSpan? Duration)
{
    /// <param name="chaos">The object.</param>
    /// <param name="clusters">The other clusters there are.</param>
    /// <param name="mistakes">Empty when there is a plan.</param>
    public static NetworkChaosPlan? Read(ChaosResource chaos, IReadOnlyCollection<string> clusters, out IReadOnlyList<string> mistakes)
    {
        var found = new List<string>();
        mistakes = found;
        var spec = new SpecReader(chaos.Spec, "spec.", found);
        var selector = ChaosSelector.Read(spec, chaos.Metadata.NamespaceProperty);
        var mode = ChaosMode.Read(spec);
        var effect = NetworkEffects.Read(spec);
        var direction = spec.OneOf("direction", "to", "from", "both") ?? "to";
        var targets = spec.Texts("externalTargets") ?? [];
        foreach (var unknown in targets.Except(clusters))
        {
            var known = string.Join(", ", clusters.Order(StringComparer.Ordinal));
            spec.Refuse("externalTargets", $"\"{unknown}\" is no cluster this one replicates with; there are: {known}");
        }
        var duration = spec.Duration("duration");
        spec.End();
        return found.Count > 0 ? null
            : new(selector!, mode!, effect!, direction is "to" or "both", direction is "from" or "both", targets, duration);
    }

    public IEnumerable<NetworkFault> FaultsOf(IReadOnlyList<string> pods) => Targets.Count == 0
        ? [new(pods, null, Outwards, Inwards, Effect)]
        : Targets.Select(target => new NetworkFault(pods, target, Outwards, Inwards, Effect));
}
