namespace DemoApp.Failures;

/// <summary>
/// An error given to the border without being thrown: thrown through every layer it costs many times what the answer does, and in an
/// outage every request has one.
/// </summary>
internal static class HandedOver
{
    private static readonly object Key = new();

    /// <summary>The request ends with this error; nothing may have been answered yet.</summary>
    public static void Give(HttpContext context, Exception error) => context.Items[Key] = error;

    public static Exception? Of(HttpContext context) => context.Items.TryGetValue(Key, out var error) ? error as Exception : null;
}
