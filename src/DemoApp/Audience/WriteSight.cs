namespace DemoApp.Audience;

/// <summary>One look at the marks of an attendee's writes: those made at one site, looked for in one database.</summary>
/// <param name="MadeAt">The site whose page acknowledged the writes.</param>
/// <param name="SeenAt">The site whose page looked for them.</param>
/// <param name="Own">The look went to the database of <paramref name="SeenAt"/> itself, by its service testdb.</param>
/// <param name="Writes">Acknowledged and looked for.</param>
/// <param name="Here">Of these, found.</param>
internal readonly record struct WriteSight(string MadeAt, string SeenAt, bool Own, long Writes, long Here);
