using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Files;

/// <summary>
/// Tells what a recovery would find missing or damaged, while nothing runs on the volumes. Reads them whole, so it does that again only
/// when a file has changed.
/// </summary>
internal sealed class VolumeInspector(VolumeSet volumes, TimeProvider time)
{
    private readonly Lock gate = new();
    private string inspected = "";
    private VolumeReport report = VolumeReport.Whole;

    public VolumeReport Inspect()
    {
        try
        {
            return InspectAsTheyAre();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A recovery has begun and changes them; or they cannot be read, which the recovery will tell.
            lock (gate)
            {
                return report;
            }
        }
    }

    private VolumeReport InspectAsTheyAre()
    {
        var mounted = volumes.Running.Values.Where(volume => volume.HasFiles).ToArray();
        var state = string.Join('\n', mounted.SelectMany(volume => VolumeFiles.StatesOf(volume.Directory)));
        lock (gate)
        {
            if (state != inspected)
            {
                (inspected, report) = (state, ReportOn(mounted));
            }

            return report;
        }
    }

    /// <summary>That of the newest; its damage is made up for by one that is whole and as new.</summary>
    private VolumeReport ReportOn(Volume[] mounted)
    {
        var none = ReplicaId.Of("none");
        var contents = Array.ConvertAll(mounted, volume => VolumeContent.Read(volume.Directory, none, new StampClock(time)));
        if (contents.Length == 0)
        {
            return VolumeReport.Whole;
        }

        var newest = contents.Max(content => content.Tail);
        var best = contents.Where(content => content.Tail == newest).OrderBy(content => content.Report.IsLoss).First();
        return best.Report;
    }
}
