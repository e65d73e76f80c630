using System.Runtime.InteropServices;

namespace DemoApp.Bench.Measuring;

/// <summary>What kind of machine measured, as far as it explains a figure.</summary>
internal sealed record Machine(string System, string Architecture, int Cores, string Runtime, double Load)
{
    public static Machine Current() => new(
        RuntimeInformation.OSDescription, $"{RuntimeInformation.OSArchitecture}", Environment.ProcessorCount, RuntimeInformation.FrameworkDescription, LoadAverage());

    /// <summary>Processes that wanted a core during the last minute, these measurements included; above the number of cores the figures suffer.</summary>
    private static double LoadAverage() => File.Exists("/proc/loadavg")
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], global::System.Globalization.CultureInfo.InvariantCulture) : 0;
}
