using Xunit;

namespace DemoApp.Lab.Tests.KubeApi;

/// <summary>Every subcommand of <c>kubectl create</c>, and what else sends typed objects, which kubectl 1.32 does as protobuf.</summary>
public sealed class KubectlCreateTests : IAsyncLifetime
{
    private RunningApi api = null!;

    public async ValueTask InitializeAsync()
    {
        api = await RunningApi.StartAsync();
        await api.SaysAsync("apply -f -", "namespace/redis created", Samples.Namespace);
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Jobs_Created_GetTheirDefaultsAndTheirSelector()
    {
        await api.SaysAsync("create job j1 --image=busybox -- date -u", "job.batch/j1 created");
        await api.SaysAsync("get job j1 -o jsonpath={.spec.completions}/{.spec.backoffLimit}/{.spec.completionMode}", "1/6/NonIndexed");
        await api.SaysAsync("get job j1 -o jsonpath={.spec.template.spec.containers[0].command}", "[\"date\",\"-u\"]");
        await api.SaysAsync("get job j1 -o jsonpath={.spec.template.metadata.labels.job-name}", "j1");
        await api.SaysAsync("get jobs", "j1     Running   0/1");
        await api.SaysAsync("create cronjob c1 --image=busybox --schedule=@daily -- date", "cronjob.batch/c1 created");
        await api.SaysAsync("get cronjobs", "c1     @daily     <none>     False     0        <none>");
        await api.SaysAsync("create job j2 --from=cronjob/c1", "job.batch/j2 created");
        await api.FailsAsync(
            "apply -f -", "spec.template.spec.restartPolicy: Unsupported value: \"Always\": supported values: \"OnFailure\", \"Never\"",
            """{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"j3"},"spec":{"template":{"spec":{"containers":[{"name":"c","image":"i"}]}}}}""");
    }

    [Fact]
    public async Task Policies_Created_AreShownInTheirOwnColumns()
    {
        await api.SaysAsync("create quota q1 --hard=cpu=1,pods=2", "resourcequota/q1 created");
        await api.SaysAsync("get quota q1 -o jsonpath={.spec.hard.cpu}/{.spec.hard.pods}", "1/2");
        await api.SaysAsync("create pdb b1 --selector=app=x --min-available=1", "poddisruptionbudget.policy/b1 created");
        await api.SaysAsync("create pdb b2 --selector=app=x --max-unavailable=50%", "poddisruptionbudget.policy/b2 created");
        await api.SaysAsync("get pdb b2", "b2     N/A             50%               0");
        await api.SaysAsync("create priorityclass p1 --value=0 --description=none", "priorityclass.scheduling.k8s.io/p1 created");
        await api.SaysAsync("get pc p1", "p1     0       false");
        await api.SaysAsync("create ingress i1 --rule=a.com/x*=s1:8080,tls=cert --class=nginx", "ingress.networking.k8s.io/i1 created");
        await api.SaysAsync("get ing i1", "i1     nginx   a.com             80, 443");
        await api.SaysAsync("get ing i1 -o jsonpath={.spec.rules[0].http.paths[0].pathType}/{.spec.tls[0].secretName}", "Prefix/cert");
    }

    [Fact]
    public async Task Autoscaler_MadeInItsFirstVersion_IsShownInBoth()
    {
        await api.SaysAsync("create deployment d1 --image=nginx", "deployment.apps/d1 created");
        await api.SaysAsync("autoscale deployment d1 --min=1 --max=3 --cpu-percent=70",
            "horizontalpodautoscaler.autoscaling/d1 autoscaled");
        await api.SaysAsync("get hpa d1", "d1     Deployment/d1   cpu: <unknown>/70%   1         3         0");
        await api.SaysAsync("get --raw /apis/autoscaling/v1/namespaces/redis/horizontalpodautoscalers/d1",
            "\"targetCPUUtilizationPercentage\":70");
        await api.SaysAsync("get --raw /apis/autoscaling/v2/namespaces/redis/horizontalpodautoscalers", "\"averageUtilization\":70");
        await api.SaysAsync("patch hpa d1 --type=merge -p {\"spec\":{\"maxReplicas\":5}}", "patched");
        await api.SaysAsync("get --raw /apis/autoscaling/v1/namespaces/redis/horizontalpodautoscalers/d1", "\"maxReplicas\":5");
    }

    [Fact]
    public async Task Pod_CopiedByDebug_KeepsWhatItsTemplateSaid()
    {
        const string Pod = """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p1"},"spec":{"volumes":[{"name":"v","emptyDir":{"sizeLimit":"1Mi"}},
             {"name":"c","configMap":{"name":"cm","defaultMode":420}}],"securityContext":{"runAsNonRoot":false,"supplementalGroups":[4]},
             "containers":[{"name":"a","image":"b","env":[{"name":"N","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}],
             "livenessProbe":{"httpGet":{"path":"/","port":"web"},"initialDelaySeconds":3},"volumeMounts":[{"name":"v","mountPath":"/v"}]}]}}
            """;
        await api.SaysAsync("apply -f -", "pod/p1 created", Pod);
        await api.SaysAsync("debug p1 --image=busybox --copy-to=p2 --profile=general --keep-liveness", "debug container name");
        await api.SaysAsync("get pod p2 -o jsonpath={.spec.volumes[0].emptyDir.sizeLimit}/{.spec.volumes[1].configMap.name}", "1Mi/cm");
        await api.SaysAsync("get pod p2 -o jsonpath={.spec.containers[0].env[0].valueFrom.fieldRef.fieldPath}", "metadata.name");
        await api.SaysAsync("get pod p2 -o jsonpath={.spec.securityContext}", "{\"runAsNonRoot\":false,\"supplementalGroups\":[4]}");
        await api.SaysAsync("get pod p2 -o jsonpath={.spec.containers[0].livenessProbe.httpGet.port}", "web");
    }

    [Fact]
    public async Task SigningRequest_Approved_SaysSoAndWhoAsked()
    {
        const string Request = """
            {"apiVersion":"certificates.k8s.io/v1","kind":"CertificateSigningRequest","metadata":{"name":"bob"},
             "spec":{"request":"YQ==","signerName":"kubernetes.io/kube-apiserver-client","usages":["client auth"],"username":"somebody else"}}
            """;
        await api.SaysAsync("create -f -", "certificatesigningrequest.certificates.k8s.io/bob created", Request);
        await api.SaysAsync("get csr bob", "presenter   <none>              Pending");
        await api.SaysAsync("certificate approve bob", "certificatesigningrequest.certificates.k8s.io/bob approved");
        await api.SaysAsync("get csr bob", "Approved");
        await api.FailsAsync("certificate deny bob", "certificate signing request \"bob\" is already Approved");
    }

    [Fact]
    public async Task Apply_WithPrune_FindsEveryKindItLooksThrough()
    {
        const string One = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c1","labels":{"set":"x"}}}""";
        await api.SaysAsync("apply -f -", "configmap/c2 created", One.Replace("c1", "c2", StringComparison.Ordinal));
        await api.SaysAsync("apply --prune -l set=x -f -", "configmap/c2 pruned", One);
    }
}
