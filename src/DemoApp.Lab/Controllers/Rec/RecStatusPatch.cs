using System.Text.Json.Nodes;

namespace DemoApp.Lab.Controllers.Rec;

/// <summary>The status the operator writes, as a merge patch: an absent licence is null, which removes it.</summary>
internal static class RecStatusPatch
{
    private const string LicenceUntil = "2099-01-01T00:00:00Z";
    private const int LicencedShards = 4;

    public static JsonObject Of(RecEffect.Show show, RecStatus? before, DateTimeOffset now) => new()
    {
        ["status"] = new JsonObject
        {
            ["state"] = show.State,
            ["specStatus"] = show.Spec,
            ["nodes"] = show.Members,
            ["licenseStatus"] = show.Licensed
                ? new JsonObject { ["licenseState"] = "Valid", ["shardsLimit"] = LicencedShards, ["expirationDate"] = LicenceUntil }
                : null,
            ["conditions"] = new JsonArray([.. show.Conditions.Select(c => Condition(c, before, now))]),
        },
    };

    /// <summary>The time of the last transition stays until the status changes.</summary>
    private static JsonObject Condition(RecCondition condition, RecStatus? before, DateTimeOffset now)
    {
        var status = condition.Holds ? "True" : "False";
        var known = before?.Conditions?.FirstOrDefault(c => c.Type == condition.Type && c.Status == status)?.LastTransitionTime;
        var since = known?.ToUniversalTime() ?? now.UtcDateTime;
        return new JsonObject
        {
            ["type"] = condition.Type,
            ["status"] = status,
            ["reason"] = condition.Reason,
            ["message"] = condition.Message,
            ["lastTransitionTime"] = since.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
        };
    }
}
