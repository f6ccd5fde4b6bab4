namespace GridCity.Client.Api;

/// <summary>Somebody who may sign in, or a program with keys.</summary>
public sealed record AccountPicture(
    string Name, string Role, string Subject, string? Scope, string? Outside, bool IsEnded, IReadOnlyList<string>? Keys);

/// <summary>All accounts.</summary>
public sealed record AccountList(IReadOnlyList<AccountPicture> Items);

/// <summary>
/// A new account. <paramref name="Subject"/> is the inspector's number or the unit's id, <paramref name="Scope"/> the code of a
/// district, street or community, <paramref name="Outside"/> the person's number at the outside identity provider; without a
/// password the server makes one.
/// </summary>
public sealed record NewAccount(string Name, string Role, string? Subject, string? Scope, string? Outside, string? Password);

/// <summary>A new key, and what it is for.</summary>
public sealed record NewKey(string? Label);

/// <summary>A password or a key that was made, shown this once.</summary>
public sealed record AccountSecret(string Name, string? Password, string? Key);
