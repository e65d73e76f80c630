using System.Collections.Immutable;
using System.Text.Json;

namespace NaiveShop;

internal sealed record Product(string Id, string Name, string Blurb, int Price, int Tone, string Drawing);

internal static class Catalogue
{
    public static ImmutableArray<Product> Products { get; } = Read();

    private static Dictionary<string, Product> ById { get; } = Products.ToDictionary(product => product.Id);

    public static Product? Find(string id) => ById.GetValueOrDefault(id);

    private static ImmutableArray<Product> Read()
    {
        using var file = typeof(Catalogue).Assembly.GetManifestResourceStream("catalogue.json")!;
        return [.. JsonSerializer.Deserialize<Product[]>(file, JsonSerializerOptions.Web)!];
    }
}
