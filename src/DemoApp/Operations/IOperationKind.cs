namespace DemoApp.Operations;

/// <summary>One kind of operation. Pure: it reads a world and says which steps there are; the engine does them.</summary>
internal interface IOperationKind
{
    string Name { get; }

    /// <summary>The fields of a request it takes, beside kind.</summary>
    string[] Fields { get; }

    /// <summary>What it changes. Two operations on the same subject of the same cluster do not run at once.</summary>
    OperationSubject Subject { get; }

    /// <exception cref="OperationRefusedException">The request cannot even be planned: a name is wrong, or a field is missing.</exception>
    OperationDraft Draft(OperationRequest request, OperationWorld world);
}

internal enum OperationSubject
{
    Database,
    Route,

    /// <summary>Whatever runs is stopped for it.</summary>
    Everything,
}
