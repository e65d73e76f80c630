namespace DemoApp.Lab.Database.Commands;

/// <summary>The errors for what an Active-Active database does not do: one wording, in one place.</summary>
internal static class Refusals
{
    public static string Of(string what) => $"ERR {what} is not supported on an Active-Active database";

    public static string Of(string what, string why) => $"{Of(what)}: {why}";
}
