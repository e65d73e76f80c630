using Garnet.server;
using Tsavorite.core;

namespace DemoApp.Lab.Database.Nodes;

/// <summary>
/// How large one Garnet may become. Memory is taken as it is needed, page by page. What does not fit into <see cref="LogMemory"/> would be
/// gone from sight, so writes are refused long before.
/// </summary>
internal sealed record GarnetNodeOptions
{
    public string LogMemory { get; init; } = "1g";

    public string Page { get; init; } = "1m";

    public string IndexMemory { get; init; } = "1m";

    /// <summary>
    /// From here on writes are refused as Redis refuses them at its maxmemory. Room is left for what comes before it is noticed.
    /// </summary>
    public long MaxMemory { get; init; } = 512 << 20;

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
