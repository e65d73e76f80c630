namespace DemoApp.Lab.Tests.Database.ActiveActive;

/// <summary>Takes away from a failing history what it does not need to fail, and tells the rest as lines to be read.</summary>
internal static class Smallest
{
    public static string Tell(History history)
    {
        var small = Shrink(history);
        var story = new List<string>();
        var wrong = World.Play(small, story);
        return $"\n{small.Sites} sites, {small.Steps.Length} steps\n{string.Join('\n', story)}\n=> {wrong}\n";
    }

    private static History Shrink(History history)
    {
        for (var length = Math.Max(1, history.Steps.Length / 2); length > 0; length = length == 1 ? 0 : length / 2)
        {
            for (var at = history.Steps.Length - length; at >= 0; at--)
            {
                if (at + length > history.Steps.Length)
                {
                    continue;
                }

                var fewer = history with { Steps = [.. history.Steps[..at], .. history.Steps[(at + length)..]] };
                if (World.Play(fewer) is not null)
                {
                    history = fewer;
                }
            }
        }

        for (var sites = 2; sites < history.Sites; sites++)
        {
            if (World.Play(history with { Sites = sites }) is not null)
            {
                return history with { Sites = sites };
            }
        }

        return history;
    }
}
