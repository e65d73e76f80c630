namespace DemoApp.Lab.Hosting;

/// <summary>Whose API server a cluster has.</summary>
internal abstract record LabApiPlan
{
    /// <summary>The lab's own.</summary>
    internal sealed record Own(LabAuthority Authority) : LabApiPlan;

    /// <summary>One that is there already.</summary>
    internal sealed record Given(GivenContext Context) : LabApiPlan;
}
