namespace DemoApp.Lab.KubeApi.Access.Rbac;

/// <summary>Compares what somebody may do with what somebody would be allowed to do.</summary>
internal static class RuleCoverage
{
    /// <summary>The parts of the given rules that no single held rule covers, with the verbs of the same resource put together.</summary>
    public static IReadOnlyList<PolicyRule> Missing(IReadOnlyList<PolicyRule> held, IReadOnlyList<PolicyRule> given) =>
    [
        .. given.SelectMany(Parts).Where(part => !held.Any(rule => rule.CoversPart(part)))
            .GroupBy(part => (part with { Verbs = [] }).ToString())
            .Select(same => same.First() with { Verbs = [.. same.SelectMany(part => part.Verbs).Distinct()] }),
    ];

    /// <summary>A rule taken apart: one verb on one resource (of one name) or one path each.</summary>
    private static IEnumerable<PolicyRule> Parts(PolicyRule rule) => rule.Verbs.SelectMany(verb =>
    {
        var paths = rule.NonResourceUrls.Select(url => new PolicyRule { Verbs = [verb], NonResourceUrls = [url] });
        var resources =
            from @group in rule.ApiGroups
            from resource in rule.Resources
            from names in rule.ResourceNames.Count == 0 ? [[]] : rule.ResourceNames.Select(n => new[] { n })
            select new PolicyRule { Verbs = [verb], ApiGroups = [@group], Resources = [resource], ResourceNames = names };
        return resources.Concat(paths);
    });
}
