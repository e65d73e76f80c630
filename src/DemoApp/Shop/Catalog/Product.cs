namespace DemoApp.Shop.Catalog;

/// <param name="Id">Stands in addresses, forms and Redis keys: a-z only.</param>
/// <param name="Price">Whole dollars.</param>
/// <param name="Tone">Which of the shop's colours the drawing's second tone takes, 1 to 6.</param>
/// <param name="Drawing">Shapes in a 120 × 90 view: class <c>i</c> is ink, <c>t</c> the tone, <c>p</c> the paper behind.</param>
internal sealed record Product(string Id, string Name, string Blurb, int Price, int Tone, string Drawing);
