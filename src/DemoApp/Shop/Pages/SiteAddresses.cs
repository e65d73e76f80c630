using System.Collections.Immutable;
using DemoApp.Testdb;

namespace DemoApp.Shop.Pages;

/// <summary>Where the shop of each site is.</summary>
internal sealed class SiteAddresses(TestdbOptions options)
{
    public ImmutableArray<string> Names { get; } = [.. options.Sites.Select(site => site.Name)];

    public string Of(string site) => options.Sites.FirstOrDefault(config => config.Name == site)?.ShopUrl ?? $"/sites/{site}";
}
