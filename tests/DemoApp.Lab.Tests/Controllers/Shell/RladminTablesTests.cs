using DemoApp.Lab.Controllers.Databases;
using DemoApp.Lab.Controllers.Shell;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Shell;

public sealed class RladminTablesTests
{
    private const string Endpoint = "redis-11069.demo-clustera.redis.svc.cluster.local:11069";

    private static readonly NodeView[] Nodes =
    [
        new(1, true, "10.244.0.12", "demo-clustera-0", 1, "7.22.0-28", true, false),
        new(2, false, "10.244.0.13", "demo-clustera-1", 0, "7.22.0-28", true, true),
        new(3, false, "-", "demo-clustera-2", 0, "-", false, false),
    ];

    [Fact]
    public void StatusDatabases_RecoveryReady_IsTheWorkshopsText() => Assert.Equal(
        """
        DATABASES:
        DB:ID    NAME     TYPE    STATUS             SHARDS   PLACEMENT   REPLICATION   PERSISTENCE   ENDPOINT
        db:2     testdb   redis   recovery (ready)   1        dense       enabled       aof           redis-11069.demo-clustera.redis.svc.cluster.local:11069

        """,
        RladminTables.Databases(View(DatabasePhase.Awaiting)));

    [Fact]
    public void Status_Healthy_ShowsEverySection() => Assert.Equal(
        """
        CLUSTER NODES:
        NODE:ID   ROLE     ADDRESS       HOSTNAME          SHARDS   VERSION     STATUS
        node:1    master   10.244.0.12   demo-clustera-0   1        7.22.0-28   OK
        *node:2   slave    10.244.0.13   demo-clustera-1   0        7.22.0-28   OK
        node:3    slave    -             demo-clustera-2   0        -           DOWN

        DATABASES:
        DB:ID    NAME     TYPE    STATUS   SHARDS   PLACEMENT   REPLICATION   PERSISTENCE   ENDPOINT
        db:2     testdb   redis   active   1        dense       enabled       aof           redis-11069.demo-clustera.redis.svc.cluster.local:11069

        ENDPOINTS:
        DB:ID    NAME     ID             NODE     ROLE     SSL
        db:2     testdb   endpoint:2:1   node:1   single   No

        SHARDS:
        DB:ID    NAME     ID        NODE     ROLE     SLOTS     STATUS
        db:2     testdb   redis:1   node:1   master   0-16383   OK

        """,
        RladminTables.All(View(DatabasePhase.Active)));

    [Fact]
    public void RecoverList_InRecovery_SaysWhetherItCanBeRecovered()
    {
        Assert.Equal(
            """
            DATABASES IN RECOVERY STATE:
            DB:ID    NAME     TYPE    SHARDS   REPLICATION   PERSISTENCE   STATUS
            db:2     testdb   redis   1        enabled       aof           ready

            """,
            RladminTables.RecoverList(View(DatabasePhase.Awaiting)));
        Assert.EndsWith("missing-files\n", RladminTables.RecoverList(View(DatabasePhase.Awaiting, files: false)), StringComparison.Ordinal);
        var damaged = View(DatabasePhase.Awaiting, problems: "damaged: log-0000000000000000");
        Assert.EndsWith("missing-files\n", RladminTables.RecoverList(damaged), StringComparison.Ordinal);
        Assert.Contains("recovery (missing-files)", RladminTables.Databases(damaged), StringComparison.Ordinal);
        Assert.EndsWith("missing-node\n", RladminTables.RecoverList(View(DatabasePhase.Awaiting, node: null)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(DatabasePhase.Active))]
    [InlineData(nameof(DatabasePhase.Lost))]
    [InlineData(nameof(DatabasePhase.Interrupted))]
    public void RecoverList_NotInRecovery_HasNone(string phase) =>
        Assert.Equal("No recoverable databases found\n", RladminTables.RecoverList(View(Enum.Parse<DatabasePhase>(phase))));

    [Fact]
    public void RecoveryLine_EachStage_IsTheWorkshopsText()
    {
        Assert.Equal("  0% [ 0 recovered | 0 failed ] |    | Elapsed Time: 0:00:00[testdb (db:2) recovery] Initiated.", new RecoveryLine(0, 0, 0, default, "Initiated.").ToString());
        Assert.Equal(" 50% [ 0 recovered | 0 failed ] |####    | Elapsed Time: 0:00:00[testdb (db:2) recovery] Completed successfully", new RecoveryLine(50, 0, 0, default, "Completed successfully").ToString());
        Assert.Equal("100% [ 1 recovered | 0 failed ] |########| Elapsed Time: 0:00:02", new RecoveryLine(100, 1, 0, TimeSpan.FromSeconds(2), null).ToString());
    }

    private static ClusterView View(DatabasePhase phase, bool files = true, int? node = 1, string? problems = null) =>
        new(Nodes, new DatabaseView(phase, files, true, Endpoint, node) { Problems = problems });
}
