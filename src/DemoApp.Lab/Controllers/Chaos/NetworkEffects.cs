namespace DemoApp.Lab.Controllers.Chaos;

/// <summary>The actions of a NetworkChaos that are supported, and their parameters.</summary>
internal static class NetworkEffects
{
    /// <returns>Null after a mistake.</returns>
    public static NetworkEffect? Read(SpecReader spec)
    {
        spec.Require("action");
        var action = spec.OneOf("action", "partition", "delay", "loss", "bandwidth");
        foreach (var parameter in action is null ? (string[])["delay", "loss", "bandwidth"] : [])
        {
            spec.Ignore(parameter);
        }
        if (action is null or "partition")
        {
            return action is null ? null : NetworkEffect.Partition;
        }
        if (!spec.Require(action) || spec.Object(action) is not { } parameters)
        {
            return null;
        }
        var effect = action switch
        {
            "delay" => Delay(parameters),
            "loss" => Loss(parameters),
            _ => Bandwidth(parameters),
        };
        parameters.End();
        return effect;
    }

    private static NetworkEffect? Delay(SpecReader of)
    {
        of.Require("latency");
        var (latency, jitter) = (of.Duration("latency"), of.Duration("jitter") ?? TimeSpan.Zero);
        RefuseCorrelation(of);
        return latency is { } delay ? NetworkEffect.Latency(delay, jitter < delay ? jitter : delay) : null;
    }

    private static NetworkEffect? Loss(SpecReader of)
    {
        of.Require("loss");
        var loss = of.Percent("loss");
        RefuseCorrelation(of);
        return loss is { } share ? NetworkEffect.Lossy(share) : null;
    }

    /// <summary>limit and buffer shape tc's queue; the queue here has a fixed bound.</summary>
    private static NetworkEffect? Bandwidth(SpecReader of)
    {
        of.Require("rate");
        of.Ignore("limit");
        of.Ignore("buffer");
        if (of.Text("rate") is not { } text)
        {
            return null;
        }
        if (NetworkRate.Parse(text) is { } rate)
        {
            return NetworkEffect.Limited(rate);
        }
        of.Refuse("rate", $"\"{text}\" is no rate such as 10kbps (bytes) or 1mbit");
        return null;
    }

    private static void RefuseCorrelation(SpecReader of)
    {
        if (of.Percent("correlation") is > 0)
        {
            of.Refuse("correlation", "other than 0 is not supported here");
        }
    }
}
