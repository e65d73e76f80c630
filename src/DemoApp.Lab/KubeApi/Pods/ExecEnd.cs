using System.Text;
using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>How a command ended, as the error channel tells it.</summary>
/// <param name="ExitCode">Null: it never ran, for the cause given.</param>
/// <param name="Cause">Why it never ran.</param>
/// <param name="IsRefusal">It never came as far as the container.</param>
internal sealed record ExecEnd(int? ExitCode, string Cause, bool IsRefusal)
{
    public static ExecEnd Exited(int code) => new(code, "", false);

    public static ExecEnd Failed(string cause) => new(null, cause, false);

    public static ExecEnd Refused(string cause) => new(null, $"unable to upgrade connection: {cause}", true);

    /// <summary>What goes out on the error channel; empty for nothing.</summary>
    public byte[] ToBytes(ChannelProtocol protocol) => protocol.EndsWithStatus ? Encoding.UTF8.GetBytes(ToStatus(protocol.IsTranslated).ToJsonString(Unescaped))
        : ExitCode == 0 ? []
        : Encoding.UTF8.GetBytes(ToStatus(false)["message"]!.GetValue<string>());

    private static System.Text.Json.JsonSerializerOptions Unescaped { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private JsonObject ToStatus(bool translated) => ExitCode switch
    {
        0 => new() { ["metadata"] = new JsonObject(), ["status"] = "Success" },
        { } code => Failure($"command terminated with non-zero exit code: command terminated with exit code {code}", "NonZeroExitCode",
            new() { ["reason"] = "ExitCode", ["message"] = $"{code}" }),
        null => Broken(translated && !IsRefusal ? $"Internal error occurred: {Cause}" : Cause),
    };

    private static JsonObject Broken(string cause)
    {
        var status = Failure($"Internal error occurred: {cause}", "InternalError", new() { ["message"] = cause });
        status["code"] = 500;
        return status;
    }

    private static JsonObject Failure(string message, string reason, JsonObject cause) => new()
    {
        ["metadata"] = new JsonObject(),
        ["status"] = "Failure",
        ["message"] = message,
        ["reason"] = reason,
        ["details"] = new JsonObject { ["causes"] = new JsonArray(cause) },
    };
}
