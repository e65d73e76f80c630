namespace NaiveShop;

/// <summary>Where carts are kept: product → quantity.</summary>
internal interface ICarts
{
    Task<IReadOnlyDictionary<string, int>> ReadAsync(string id);

    Task SetAsync(string id, string product, int quantity);

    Task EmptyAsync(string id);
}
