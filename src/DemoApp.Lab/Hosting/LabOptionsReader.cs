using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace DemoApp.Lab.Hosting;

/// <summary>Reads section Lab. Every mistake is collected, so that all are seen at once.</summary>
internal sealed class LabOptionsReader
{
    private const string SectionName = "Lab";
    private const int HighestPort = 65535;

    private readonly IConfigurationSection section;
    private readonly List<string> mistakes = [];

    private LabOptionsReader(IConfiguration configuration) => section = configuration.GetSection(SectionName);

    /// <exception cref="LabConfigurationException">One line per mistake.</exception>
    public static LabOptions Read(IConfiguration configuration)
    {
        var reader = new LabOptionsReader(configuration);
        var options = reader.ReadAll();
        return reader.mistakes.Count == 0 ? options : throw new LabConfigurationException(string.Join('\n', reader.mistakes));
    }

    private LabOptions ReadAll()
    {
        var defaults = new LabOptions();
        var options = new LabOptions
        {
            Clusters = Number(nameof(LabOptions.Clusters), defaults.Clusters, 2, 8),
            Pace = Fraction(nameof(LabOptions.Pace), defaults.Pace, 0.01, 10),
            DataDirectory = Folder(nameof(LabOptions.DataDirectory), defaults.DataDirectory),
            Reset = Switch(nameof(LabOptions.Reset), defaults.Reset),
        };
        var last = options.Clusters - 1;
        options.KubernetesPort = Port(nameof(LabOptions.KubernetesPort), defaults.KubernetesPort, last);
        options.TestdbPort = Port(nameof(LabOptions.TestdbPort), defaults.TestdbPort, (LabPorts.TestdbStep * last) + 1);
        return options;
    }

    private int Number(string key, int fallback, int least, int most)
    {
        if (section[key] is not { } text)
        {
            return fallback;
        }

        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        return Mistake(key, text, $"a whole number from {least} to {most}", fallback);
    }

    private double Fraction(string key, double fallback, double least, double most)
    {
        if (section[key] is not { } text)
        {
            return fallback;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        return Mistake(key, text, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"), fallback);
    }

    private bool Switch(string key, bool fallback)
    {
        if (section[key] is not { } text)
        {
            return fallback;
        }

        return bool.TryParse(text, out var value) ? value : Mistake(key, text, "true or false", fallback);
    }

    private string Folder(string key, string fallback)
    {
        if (section[key] is not { } text)
        {
            return fallback;
        }

        return string.IsNullOrWhiteSpace(text) || text.Contains('\0') ? Mistake(key, text, "a folder", fallback) : text;
    }

    /// <summary>0, or a port that leaves room for those of the further clusters.</summary>
    private int Port(string key, int fallback, int above)
    {
        if (section[key] is not { } text)
        {
            return fallback;
        }

        var most = HighestPort - above;
        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= 0 && value <= most)
        {
            return value;
        }

        return Mistake(key, text, $"a port from 1 to {most}, or 0 for free ports", fallback);
    }

    private T Mistake<T>(string key, string text, string allowed, T fallback)
    {
        mistakes.Add($"{SectionName}:{key} is \"{text}\"; allowed is {allowed}.");
        return fallback;
    }
}
