using CsCheck;

namespace DemoApp.Lab.Tests.Database.ActiveActive;

/// <summary>
/// A generated history: how many sites, and what happens. Numbers choose among what is there at that moment, so every part of it is one
/// too.
/// </summary>
internal sealed record History(int Sites, Step[] Steps)
{
    private static readonly string[] Keys = ["k", "m"];
    private static readonly string[] Elements = ["a", "b"];
    private static readonly string[] Values = ["x", "10", "-3"];
    private static readonly TestVerb[] Verbs = Enum.GetValues<TestVerb>();

    private static readonly Gen<Step> AnyStep = Gen.Select(Gen.Int[0, 99], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 1023], (what, a, b,
        n) => new Step(what, a, b, n));

    public static readonly Gen<History> Any = Gen.Select(Gen.Int[2, 4], AnyStep.Array[1, 100], (sites, steps) => new History(sites, steps));

    public static TestCommand CommandOf(int number) => new(
        Verbs[number % Verbs.Length],
        Keys[(number >> 4) % Keys.Length],
        TakesElement(Verbs[number % Verbs.Length]) ? Elements[(number >> 5) % Elements.Length] : "",
        TakesValue(Verbs[number % Verbs.Length]) ? Values[(number >> 6) % Values.Length] : "",
        TakesAmount(Verbs[number % Verbs.Length], number >> 6));

    private static bool TakesElement(TestVerb verb) => verb is >= TestVerb.HashSet and <= TestVerb.SortedSetRemove;

    private static bool TakesValue(TestVerb verb) =>
        verb is TestVerb.Set or TestVerb.SetKeepingTtl or TestVerb.SetUntil or TestVerb.HashSet;

    private static long TakesAmount(TestVerb verb, int number) => verb switch
    {
        TestVerb.Increment or TestVerb.HashIncrement or TestVerb.SortedSetAdd or TestVerb.SortedSetIncrement or TestVerb.PfAdd =>
            1 + number,
        TestVerb.Expire or TestVerb.SetUntil => number % 2 == 0 ? 20 + number : 1_000_000_000 + number,
        _ => 0,
    };
}
