namespace DemoApp.Lab.Controllers;

/// <summary>Names and numbers of the objects in a lab cluster, as Redis Enterprise uses them.</summary>
internal static class LabNames
{
    public const string RecGroup = "app.redislabs.com";
    public const string RecVersion = "v1";
    public const string RecPlural = "redisenterpriseclusters";
    public const string RecKind = "RedisEnterpriseCluster";

    public const string Database = "testdb";
    public const int DatabaseUid = 2;
    public const int DatabasePort = 11069;
    public const string EndpointLabel = "redis.io/bdb-2";
    public const string EndpointLabelValue = "2";

    public const string AppLabel = "app";
    public const string AppValue = "redis-enterprise";
    public const string RoleLabel = "redis.io/role";
    public const string NodeRole = "node";
    public const string ClusterLabel = "redis.io/cluster";

    public const string NodeContainer = "redis-enterprise-node";
    public const string BootstrapperContainer = "bootstrapper";

    public const string RiggerContainer = "services-rigger";

    public const string OperatorDeployment = "redis-enterprise-operator";

    /// <summary>The node the lab's pods live on, and the taint they tolerate where it is one node among others.</summary>
    public const string Node = "lab-node";
    public const string NodeTaint = "demoapp/lab";

    public static string RiggerDeployment(string rec) => rec + "-services-rigger";
}
