namespace DemoApp.Lab.KubeApi.Protobuf;

/// <summary>How the bytes of a field become JSON.</summary>
internal enum FieldForm
{
    Text,
    Number,
    Flag,
    Message,

    /// <summary>A number or a text, such as a port or a share of replicas.</summary>
    IntOrString,
    TextMap,

    /// <summary>A map to bytes, base64 in JSON.</summary>
    BytesMap,

    /// <summary>A map to a message whose only field is a list of texts.</summary>
    ListMap,

    /// <summary>A map to a message whose only field is a text.</summary>
    QuantityMap,

    /// <summary>A message whose only field is a text.</summary>
    Quantity,

    /// <summary>Bytes, base64 in JSON.</summary>
    Bytes,

    /// <summary>Seconds since 1970, a timestamp in JSON.</summary>
    Time,

    /// <summary>A message whose fields are the object's own in JSON.</summary>
    Inline,

    /// <summary>What the server sets itself, whatever a caller sends.</summary>
    Skipped,
}

/// <summary>One field of a message: its name in JSON and its form.</summary>
/// <param name="KeepsZero">Whether zero and false were said, not left out: fields that are pointers in Go.</param>
/// <param name="Of">The fields of the message it holds; null for other forms.</param>
internal sealed record Field(
    string Name, FieldForm Form = FieldForm.Text, bool Repeated = false, bool KeepsZero = false, Fields? Of = null);
