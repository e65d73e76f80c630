namespace DemoApp.Lab.Hosting;

/// <summary>The lab cannot start as configured. The message is for people: one line per mistake, each naming its setting.</summary>
public sealed class LabConfigurationException : Exception
{
    public LabConfigurationException()
    {
    }

    public LabConfigurationException(string message)
        : base(message)
    {
    }

    public LabConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
