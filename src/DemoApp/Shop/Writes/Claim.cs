namespace DemoApp.Shop.Writes;

/// <summary>The attendee's writes 1 to <paramref name="Last"/> at a site were answered with success.</summary>
internal readonly record struct Claim(string Site, long Last)
{
    /// <summary>Marks of an attendee kept a site: the claim is held against the newest of them.</summary>
    public const int Window = 1000;

    public long First => Math.Max(1, Last - Window + 1);

    public long Count => Last - First + 1;
}
