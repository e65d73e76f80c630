namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// Where an effect that has not come yet writes in vain: one element, the expiry, or (<see cref="Part.None"/>) the whole key.
/// </summary>
internal readonly record struct PendingRemoval(byte[] Key, Part Part, byte[] Element)
{
    public bool Covers(Part part, byte[] element) =>
        Part == Part.None || (Part == part && Element.AsSpan().SequenceEqual(element));
}
