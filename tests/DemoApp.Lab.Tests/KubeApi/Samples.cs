namespace DemoApp.Lab.Tests.KubeApi;

/// <summary>Objects for the API's tests, as a user would write them.</summary>
internal static class Samples
{
    public const string Namespace = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: redis}
        """;

    public const string Definition = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.example.com}
        spec:
          group: example.com
          scope: Namespaced
          names: {plural: widgets, singular: widget, kind: Widget, shortNames: [wd]}
          versions:
          - name: v1
            served: true
            storage: true
            subresources: {status: {}}
            additionalPrinterColumns:
            - {name: Nodes, type: integer, jsonPath: .spec.nodes}
            - {name: State, type: string, jsonPath: .status.state}
            - {name: Age, type: date, jsonPath: .metadata.creationTimestamp}
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    properties:
                      nodes: {type: integer, minimum: 1, default: 3}
                      on: {type: boolean}
                  status:
                    type: object
                    x-kubernetes-preserve-unknown-fields: true
        """;

    public const string Widget = """
        apiVersion: example.com/v1
        kind: Widget
        metadata: {name: w1, namespace: redis, labels: {tier: db}}
        spec: {on: true}
        """;

    public const string Service = """
        apiVersion: v1
        kind: Service
        metadata: {name: testdb, namespace: redis}
        spec:
          selector: {app: redis}
          ports: [{name: redis, port: 12000}]
        """;

    public const string Pod = """
        apiVersion: v1
        kind: Pod
        metadata: {name: p1, namespace: redis, labels: {app: redis}}
        spec:
          nodeName: node-1
          containers: [{name: main, image: redis}, {name: side, image: busybox}]
        """;
}
