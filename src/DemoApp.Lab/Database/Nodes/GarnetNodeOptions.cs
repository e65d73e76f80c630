using Garnet.server;
using Tsavorite.core;

namespace DemoApp.Lab.Database.Nodes;

/// <summary>How large one Garnet may become. Memory is taken as it is needed, page by page.</summary>
internal sealed record GarnetNodeOptions
{
    public string LogMemory { get; init; } = "16m";

    public string Page { get; init; } = "1m";

    public string IndexMemory { get; init; } = "1m";

    internal GarnetServerOptions ToGarnet() => new(null!)
    {
        EndPoints = [InProcessServer.Nowhere],
        LogMemorySize = LogMemory,
        PageSize = Page,
        IndexMemorySize = IndexMemory,
        BufferPoolMemoryBudget = "8m",
        PubSubPageSize = "4k",
        DeviceType = DeviceType.RandomAccess,
        DeviceFactoryCreator = new LocalStorageNamedDeviceFactoryCreator(deviceType: DeviceType.RandomAccess),
        QuietMode = true,
        MaxDatabases = 1,
    };
}
