namespace DemoApp.Lab.Controllers;

/// <summary>Multiplies every wait. The first start of a cluster is not part of the show and is hurried until
/// <see cref="Settle"/>.</summary>
internal sealed class Pace(double factor)
{
    private const double Hurry = 0.01;
    private volatile bool settled;

    public TimeSpan Of(TimeSpan wait) => wait * (settled ? factor : Math.Min(factor, Hurry));

    public void Settle() => settled = true;
}
