namespace DemoApp.Lab.KubeApi.Protobuf;

/// <summary>How the bytes of a field become JSON.</summary>
internal enum FieldForm
{
    Text,
    Number,
    Flag,

    Message,
    TextMap,

    /// <summary>A map to bytes, base64 in JSON.</summary>
    BytesMap,

    /// <summary>A map to a message whose only field is a list of texts.</summary>
    ListMap,
}

/// <summary>One field of a message: its name in JSON and its form.</summary>
/// <param name="Of">The fields of the message it holds; null for other forms.</param>
internal sealed record Field(string Name, FieldForm Form = FieldForm.Text, bool Repeated = false, IReadOnlyDictionary<int, Field>? Of = null);
