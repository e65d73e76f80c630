namespace DemoApp.Lab.Controllers;

/// <summary>Gives pods their addresses.</summary>
internal interface IPodAddresses
{
    /// <summary>A new address for a new pod; the one before, if any, is given up.</summary>
    string Assign(string ns, string pod);

    /// <summary>The pod is gone.</summary>
    void GiveUp(string ns, string pod);
}
