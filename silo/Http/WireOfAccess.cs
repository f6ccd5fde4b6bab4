using System.Text.Json.Serialization;

namespace GridCity.Silo.Http;

/// <summary>A name and a password, to sign in.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SignInBody(string? Name, string? Password);

/// <summary>A password and the one that shall take its place.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PasswordBody(string? Password, string? Next);

/// <summary>
/// Who asks. Without accounts the server is open, and a page lets people say who they are. What a page has to send with each
/// change stands in <paramref name="Csrf"/>.
/// </summary>
public sealed record SessionBody(
    bool IsOpen, AccountBody? Account, string? Csrf, IReadOnlyList<string> Commands, DateTimeOffset Now, bool HasOutside);

/// <summary>An account as it is sent.</summary>
public sealed record AccountBody(string Name, string Role, string Subject, string? Scope, string? Outside, bool IsEnded, IReadOnlyList<string>? Keys);

/// <summary>A new account; without a password one is made and answered once.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NewAccountBody(string? Name, string? Role, string? Subject, string? Scope, string? Outside, string? Password);

/// <summary>A new account with the password that was made for it, or a new key: shown this once.</summary>
public sealed record SecretBody(string Name, string? Password, string? Key);

/// <summary>What a key is for.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NewKeyBody(string? Label);

/// <summary>All accounts.</summary>
public sealed record AccountList(IReadOnlyList<AccountBody> Items);

/// <summary>Who asked for a change, by what and from where.</summary>
public sealed record TrailBody(DateTimeOffset At, string Account, string Via, string? Address, string Method, string Path);

/// <summary>The newest part of the trail.</summary>
public sealed record TrailList(IReadOnlyList<TrailBody> Items);
