using System.Globalization;

namespace DemoApp.Lab.Controllers.Shell;

/// <summary>The line rladmin recover overwrites while it works.</summary>
internal sealed record RecoveryLine(int Percent, int Recovered, int Failed, TimeSpan Elapsed, string? Did)
{
    private const int BarWidth = 8;
    private const int Open = 4;

    /// <summary>The part still to do is never drawn wider than half the bar.</summary>
    private string Bar
    {
        get
        {
            var done = BarWidth * Percent / 100;
            return new string('#', done) + new string(' ', Math.Min(Open, BarWidth - done));
        }
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Percent,3}% [ {Recovered} recovered | {Failed} failed ] |{Bar}| Elapsed Time: {Elapsed:h\\:mm\\:ss}{(Did is null ? "" : $"[{LabNames.Database} (db:{LabNames.DatabaseUid}) recovery] {Did}")}");
}
