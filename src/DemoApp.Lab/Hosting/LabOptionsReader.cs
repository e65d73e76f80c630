using System.Globalization;
using System.Net;
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

    /// <param name="configuration">The whole configuration.</param>
    /// <param name="root">Relative folders and files are looked for there.</param>
    /// <exception cref="LabConfigurationException">One line per mistake.</exception>
    public static LabOptions Read(IConfiguration configuration, string root)
    {
        var reader = new LabOptionsReader(configuration);
        var options = reader.ReadAll();
        options.DataDirectory = Path.GetFullPath(options.DataDirectory, root);
        if (options.Kubeconfig is { } given)
        {
            options.Kubeconfig = Path.GetFullPath(given, root);
            // Read once more when the lab is planned: here only its mistakes are wanted, together with all others.
            _ = GivenKubeconfig.Read(options.Kubeconfig, options.Clusters, reader.mistakes);
        }

        return reader.mistakes.Count == 0 ? options : throw new LabConfigurationException(string.Join('\n', reader.mistakes));
    }

    private LabOptions ReadAll()
    {
        var defaults = new LabOptions();
        var options = new LabOptions
        {
            Clusters = Number(nameof(LabOptions.Clusters), defaults.Clusters, 2, 8),
            Pace = Fraction(nameof(LabOptions.Pace), defaults.Pace, 0.01, 10),
            DataDirectory = Text(nameof(LabOptions.DataDirectory), "a folder", defaults.DataDirectory),
            Reset = Switch(nameof(LabOptions.Reset), defaults.Reset),
            Kubeconfig = section[nameof(LabOptions.Kubeconfig)] is { Length: > 0 } ? Text(nameof(LabOptions.Kubeconfig), "a file", "") : null,
            NodeAddress = Address(nameof(LabOptions.NodeAddress)),
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

    private string? Address(string key) => section[key] is not { Length: > 0 } text ? null
        : IPAddress.TryParse(text, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) ? address.ToString()
        : Mistake<string?>(key, text, "an IP address of this machine", null);

    private string Text(string key, string allowed, string fallback)
    {
        if (section[key] is not { } text)
        {
            return fallback;
        }

        return string.IsNullOrWhiteSpace(text) || text.Contains('\0') ? Mistake(key, text, allowed, fallback) : text;
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
