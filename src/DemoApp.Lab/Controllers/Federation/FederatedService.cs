using DemoApp.Lab.Controllers.Federation.Selectors;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Federation;

/// <summary>What a service asks of the federation: nothing, the services its annotation selects, or what cannot be done. Pure.</summary>
internal abstract record FederatedService
{
    public const string Annotation = "federation.tigera.io/serviceSelector";

    public static FederatedService Of(V1Service? service)
    {
        if (AnnotationOf(service?.Metadata) is not { } text)
        {
            return new Not();
        }

        if (service!.Spec.Selector is { Count: > 0 })
        {
            return new Refused($"the service has a selector: {Annotation} is for services without");
        }

        // As a selector the empty text means every service: nobody who leaves the value out wants that.
        if (string.IsNullOrWhiteSpace(text))
        {
            return new Refused($"{Annotation} is empty; all() selects every service of the namespace");
        }

        try
        {
            return new By(Selector.Parse(text));
        }
        catch (SelectorException e)
        {
            return new Refused($"{Annotation} is no selector: {e.Message}");
        }
    }

    public static string? AnnotationOf(V1ObjectMeta? meta) => meta?.Annotations?.TryGetValue(Annotation, out var text) == true ? text : null;

    internal sealed record Not : FederatedService;

    internal sealed record By(Selector Selector) : FederatedService;

    internal sealed record Refused(string Why) : FederatedService;
}
