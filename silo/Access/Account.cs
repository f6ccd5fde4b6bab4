using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Silo.Access;

/// <summary>
/// Somebody who may sign in, or a program with keys. <paramref name="Subject"/> is the name under which the account acts in
/// the journal: the inspector's number, the unit's id, or for a desk the account's own name. <paramref name="Scope"/> is the
/// street or district whose cases it works on, null for the whole city. <paramref name="Outside"/> names the same person at
/// the outside identity provider.
/// </summary>
internal sealed record Account(string Name, Post Post, string Subject, AreaCode? Scope, string? Outside, bool IsEnded)
{
    /// <summary>The longest name.</summary>
    public const int NameLengthMax = 60;

    /// <summary>As whom the account acts, or null when its post acts in nobody's name.</summary>
    public Actor? Actor => Post.RoleOf() is { } role ? new Actor(role, Subject) : null;

    /// <summary>Whether a cell lies in the scope.</summary>
    public bool Covers(CellCode cell) => Scope is not { } scope || scope.Contains(cell);
}

/// <summary>
/// Who sends a request: an account (by a session or a key), nobody in particular, or, where the server is open because only
/// this machine can reach it, anybody who says who they are.
/// </summary>
internal sealed record Caller(Account? Account, string Via, string? Csrf = null)
{
    /// <summary>Nobody who signed in.</summary>
    public static Caller Nobody { get; } = new(null, "nobody");

    /// <summary>Whoever sits at this machine.</summary>
    public static Caller Local { get; } = new(null, "open");

    /// <summary>Whether the server asks nobody who they are.</summary>
    public bool IsOpen => ReferenceEquals(this, Local);

    /// <summary>Who sent a request; the gate has put it there.</summary>
    public static Caller Of(HttpContext context) => context.Features.Get<Caller>() ?? Nobody;

    /// <summary>Whether the caller has a right.</summary>
    public bool Has(Right right) => IsOpen || right == Right.Anybody || (Account?.Post.Has(right) == true
        && (right != Right.ReadAll || Account.Scope is null));
}
