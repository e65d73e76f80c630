namespace DemoApp.Shop.Catalog;

/// <summary>The drawings of the catalogue: two tones on paper, in a view of 120 × 90, standing on a common ground line at y = 78.</summary>
internal static class Drawings
{
    public const string Mug = """
        <path class="i" d="M80 34h7a15 15 0 0 1 0 30h-9v-8h9a7 7 0 0 0 0-14h-7z"/>
        <path class="t" d="M34 26h46v40a12 12 0 0 1-12 12H46a12 12 0 0 1-12-12z"/><path class="i" d="M34 26h46v16H34z"/>
        <circle class="p" cx="46" cy="60" r="4.5"/><circle class="p" cx="57" cy="60" r="4.5"/>
        <circle class="h" cx="68" cy="60" r="3.5"/>
        """;

    public const string Lamp = """
        <path class="t" d="M30 78 46 42h24l16 36z" opacity=".35"/><path class="t" d="M41 42 50 16h16l9 26z"/>
        <path class="i" d="M56 42h4v30h-4zM42 72h32a4 4 0 0 1 4 4v2H38v-2a4 4 0 0 1 4-4zM50 14h16v4H50z"/>
        <circle class="i" cx="68" cy="52" r="2.5"/><path class="i" d="M67.3 42h1.400v9h-1.400z"/>
        """;

    public const string Clock = """
        <path class="i" d="m37 70 6 4-5 6-4-2zM83 70l-6 4 5 6 4-2z"/><circle class="i" cx="60" cy="46" r="33"/>
        <circle class="p" cx="60" cy="46" r="27"/><path class="t" d="M60 46V24a22 22 0 0 1 21.3 27.500z"/>
        <path class="i" d="M58.5 27h3v19h-3zM60 44.500l16 4.3-.8 2.9-16-4.300z"/><circle class="i" cx="60" cy="46" r="3.5"/>
        """;

    public const string Umbrella = """
        <path class="t" d="M60 16a38 38 0 0 1 38 36c-6-6-13-6-19 0-6-6-13-6-19 0-6-6-13-6-19 0-6-6-13-6-19 0a38 38 0 0 1 38-36z"/>
        <path class="i" d="M60 16c12 4 19 18 19 36-6-6-13-6-19 0-6-6-13-6-19 0 0-18 7-32 19-36z"/>
        <path class="i" d="M58.3 10h3.400v8h-3.400zM58.3 50h3.400v20a8.5 8.5 0 0 1-17 0h3.400a5.1 5.1 0 0 0 10.2 0z"/>
        """;

    public const string Notebook = """
        <path class="i" d="M38 14h44a6 6 0 0 1 6 6v52a6 6 0 0 1-6 6H38z"/>
        <path class="t" d="M32 14h44a6 6 0 0 1 6 6v46a6 6 0 0 1-6 6H32z"/><path class="i" d="M32 14h9v58h-9z"/>
        <path class="p" d="M50 26h24v4H50zM50 34h24v4H50zM50 42h16v4H50z"/><path class="i" d="M66 72h6v14l-3-3-3 3z"/>
        """;

    public const string Teapot = """
        <path class="i" d="M32 44c-10-2-14-8-22-8l4 8c4 2 6 16 18 22zM88 40h6a14 14 0 0 1 0 28h-8v-7h8a7 7 0 0 0 0-14h-6z"/>
        <path class="t" d="M60 32c19 0 30 10 30 26 0 9-5 16-10 20H40c-5-4-10-11-10-20 0-16 11-26 30-26z"/>
        <path class="i" d="M44 32a16 9 0 0 1 32 0z"/><circle class="i" cx="60" cy="20" r="4"/>
        <path class="p" d="M42 54c1-7 5-11 11-13l1 4c-4 1.5-7 4.5-8 9z"/>
        """;

    public const string Camera = """
        <path class="i" d="M46 22h28l5 9H41zM30 25h10v6H30z"/><rect class="i" x="22" y="30" width="76" height="48" rx="7"/>
        <path class="t" d="M22 42h76v24H22z"/><circle class="i" cx="60" cy="54" r="20"/>
        <circle class="p" cx="60" cy="54" r="15"/><circle class="t" cx="60" cy="54" r="10"/>
        <path class="p" d="M53 53a7 7 0 0 1 6-6v3a4 4 0 0 0-3 3z"/><circle class="t" cx="89" cy="36" r="2.5"/>
        """;

    public const string Metronome = """
        <path class="i" d="M51 14h18l17 64H34z"/><path class="t" d="M54 20h12l9.5 38h-31z"/>
        <path class="i" d="m59 58 19.5-40 2.7 1.300L62 59z"/><path class="i" d="m70.5 26.5 8 4-3 6-8-4z"/>
        <path class="p" d="M44 64h32v4H44z"/><circle class="p" cx="60" cy="57" r="2.5"/>
        """;

    public const string Bell = """
        <path class="i" d="M24 68h72a4 4 0 0 1 4 4v6H20v-6a4 4 0 0 1 4-4z"/>
        <path class="t" d="M60 30a32 32 0 0 1 32 34H28a32 32 0 0 1 32-34z"/><path class="i" d="M57.5 22h5v8h-5z"/>
        <rect class="i" x="51" y="16" width="18" height="7" rx="3.5"/>
        <path class="p" d="M37 58c1-9 6-15 13-18l2 4c-5 2.5-9 7-10 14z"/>
        """;

    public const string Candles = """
        <path class="t" d="M35 18c5 6 6 9 6 12a6 6 0 0 1-12 0c0-3 1-6 6-12z"/><path class="i" d="M26 42h18v36H26z"/>
        <path class="i" opacity=".8" d="M51 46h18v32H51z"/><path class="i" opacity=".6" d="M76 50h18v28H76z"/>
        <path class="i" d="M34 34h2v8h-2zM59 40h2v6h-2zM84 44h2v6h-2z"/>
        <path class="p" d="M26 42h18v4c-3 0-3 8-6 8s-2-6-5-6-2 3-4 3-3-3-3-5z" opacity=".9"/>
        """;

    public const string Bookends = """
        <path class="i" d="M16 24h7v48h18v6H16zM104 24h-7v48H79v6h25z"/><path class="t" d="M25 30h9v42h-9z"/>
        <path class="i" opacity=".75" d="M35 36h7v36h-7z"/><path class="t" d="m44.5 37.5 7-2.5 12 35-7 2.500z"/>
        <path class="t" d="M87 34h8v38h-8z"/><path class="p" d="M27 36h5v3h-5zM27 42h5v3h-5zM89 40h4v3h-4z"/>
        """;

    public const string Cactus = """
        <path class="t" d="M52 20a8 8 0 0 1 16 0v12h6V28a5.5 5.5 0 0 1 11 0v6a9 9 0 0 1-9 9h-8v17H52v-8h-8
        a9 9 0 0 1-9-9v-8a5.5 5.5 0 0 1 11 0v6h6z"/>
        <path class="i" d="M40 56h40v8H40zM43 64h34l-3 14H46z"/>
        <path class="p" d="M57 22h2v5h-2zM62 30h2v5h-2zM57 38h2v5h-2zM62 46h2v5h-2z"/>
        """;
}
