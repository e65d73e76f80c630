using System.Text;
using DemoApp.Lab.KubeApi.Protobuf;
using DemoApp.Lab.KubeApi.Store;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Protobuf;

public sealed class ProtobufObjectsTests
{
    [Fact]
    public void Service_WithPortsAndEmptyFields_IsReadAsItsJson() => Reads(
        """{"apiVersion":"v1","kind":"Service","metadata":{"name":"s1","labels":{"app":"s1"}},"spec":{"ports":[{"name":"80","protocol":"TCP","port":80,"targetPort":80},{"port":81,"targetPort":"web"}],"type":"ClusterIP"}}""",
        Object("v1", "Service",
            Field(1, Field(1, "s1"), Field(2, ""), Field(7, 0), Field(8), Field(11, Field(1, "app"), Field(2, "s1"))),
            Field(2,
                Field(1, Field(1, "80"), Field(2, "TCP"), Field(3, 80), Field(4, Field(1, 0), Field(2, 80), Field(3, "")), Field(5, 0)),
                Field(1, Field(1, ""), Field(3, 81), Field(4, Field(1, 1), Field(2, 0), Field(3, "web"))),
                Field(3, ""), Field(4, "ClusterIP"), Field(13, 0)),
            Field(3, Field(1))));

    [Fact]
    public void Deployment_WithZeroReplicas_KeepsTheZero() => Reads(
        """{"apiVersion":"apps/v1","kind":"Deployment","spec":{"replicas":0,"template":{"spec":{"containers":[{"name":"c","resources":{"limits":{"cpu":"1"}}}]}}}}""",
        Object("apps/v1", "Deployment", Field(2,
            Field(1, 0),
            Field(3, Field(2, Field(2, Field(1, "c"), Field(8, Field(1, Field(1, "cpu"), Field(2, Field(1, "1"))))))))));

    [Fact]
    public void Role_OfTheCoreGroup_KeepsItsEmptyName() => Reads(
        """{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","rules":[{"verbs":["get"],"apiGroups":[""],"resources":["pods"]}]}""",
        Object("rbac.authorization.k8s.io/v1", "Role", Field(2, Field(1, "get"), Field(2, ""), Field(3, "pods"))));

    [Fact]
    public void Pod_WithPartsThatAreMessagesOfTheirOwn_IsFlatAsInJson() => Reads(
        """{"apiVersion":"v1","kind":"Pod","spec":{"volumes":[{"name":"v","emptyDir":{"sizeLimit":"1Mi"}}],"containers":[{"name":"c","livenessProbe":{"exec":{"command":["true"]},"periodSeconds":5}}],"securityContext":{"supplementalGroups":[4,5]}}}""",
        Object("v1", "Pod", Field(2,
            Field(1, Field(1, "v"), Field(2, Field(2, Field(1, ""), Field(2, Field(1, "1Mi"))))),
            Field(2, Field(1, "c"), Field(10, Field(1, Field(1, Field(1, "true"))), Field(4, 5))),
            Field(14, Field(4, 4), Field(4, 5)))));

    [Fact]
    public void DeleteOptions_OfAnyVersion_AreRead() => Reads(
        """{"apiVersion":"policy/v1","kind":"DeleteOptions","gracePeriodSeconds":0,"propagationPolicy":"Background"}""",
        Object("policy/v1", "DeleteOptions", Field(1, 0), Field(4, "Background")));

    [Fact]
    public void Field_ThatNoTableNames_IsRefusedAndNotLost()
    {
        var unknown = Object("apps/v1", "Deployment", Field(2, Field(3, Field(2, Field(99, Field(1, "v"))))));
        Assert.Equal(415, Assert.Throws<ApiError>(() => ProtobufObjects.Read(unknown)).Code);
        Assert.Equal(415, Assert.Throws<ApiError>(() => ProtobufObjects.Read(Object("v1", "Node"))).Code);
        Assert.Equal(400, Assert.Throws<ApiError>(() => ProtobufObjects.Read("{}"u8)).Code);
    }

    [Fact]
    public async Task Objects_CreatedByKubectl_ArriveWhole()
    {
        await using var api = await RunningApi.StartAsync();
        await CreatesAsync("create deployment d1 --image=nginx --replicas=2 --port=80", "deployment.apps/d1");
        await CreatesAsync("create service nodeport s1 --tcp=8080:80", "service/s1");
        await CreatesAsync("create service clusterip s2 --clusterip=None --tcp=80", "service/s2");
        await CreatesAsync("create service externalname s3 --external-name=example.com", "service/s3");
        await CreatesAsync("create configmap c1 --from-literal=a=b", "configmap/c1");
        await CreatesAsync("create secret generic x1 --from-literal=a=b", "secret/x1");
        Assert.Equal("80/NodePort", (await api.KubectlAsync("-n default get svc s1 -o jsonpath={.spec.ports[0].targetPort}/{.spec.type}")).Text);
        Assert.Equal("2", (await api.KubectlAsync("-n default get deployment d1 -o jsonpath={.spec.replicas}")).Text);

        async Task CreatesAsync(string arguments, string name) => Assert.Equal($"{name} created\n", (await api.KubectlAsync("-n default " + arguments)).Text);
    }

    private static void Reads(string json, byte[] body) => Assert.Equal(json, ProtobufObjects.Read(body).ToJsonString());

    private static byte[] Object(string apiVersion, string kind, params byte[][] fields) =>
        [.. "k8s\0"u8, .. Field(1, Field(1, apiVersion), Field(2, kind)), .. Field(2, fields), .. Field(3, ""), .. Field(4, "")];

    private static byte[] Field(int number, string text) => Delimited(number, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int number, params byte[][] fields) => Delimited(number, [.. fields.SelectMany(f => f)]);

    private static byte[] Field(int number, int value) => [.. Varint(number << 3), .. Varint(value)];

    private static byte[] Delimited(int number, byte[] content) => [.. Varint((number << 3) | 2), .. Varint(content.Length), .. content];

    private static byte[] Varint(int value) => value < 0x80 ? [(byte)value] : [(byte)(value | 0x80), .. Varint(value >> 7)];
}
