using System.Text.Json;
using System.Text.Json.Serialization;

namespace DemoApp.Live;

/// <summary>One message of the feed, written once and sent to all as the same text.</summary>
/// <param name="Id"><c>epoch-sequence</c>, to resume after.</param>
internal sealed record LiveMessage(string Id, long Sequence, string Json)
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static LiveMessage Of<T>(string epoch, long sequence, T message) => new($"{epoch}-{sequence}", sequence, JsonSerializer.Serialize(message, Options));
}
