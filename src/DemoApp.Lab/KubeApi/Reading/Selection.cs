using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Http;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Reading;

/// <summary>Which objects of a collection a request is about: its name if it has one, and both selectors.</summary>
internal sealed record Selection(LabelSelector Labels, FieldSelector Fields)
{
    public bool IsAll => Labels.IsEmpty && Fields.IsEmpty;

    public static Selection Of(HttpRequest request, ApiPath path) =>
        new(LabelSelector.Parse(request.Query["labelSelector"]), FieldSelector.Parse(request.Query["fieldSelector"], path.Type));

    public bool Matches(JsonObject obj) => Labels.Matches(obj) && Fields.Matches(obj);
}
