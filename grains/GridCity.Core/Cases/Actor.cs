namespace GridCity.Core.Cases;

/// <summary>
/// Who may act, on the two axes (两轴): the supervision centre files, checks and closes; the command centre dispatches;
/// units handle. Who handles never closes, who dispatches never files. Zero is never stored.
/// </summary>
public enum Role
{
    /// <summary>A citizen, by any public channel (公众).</summary>
    Public = 1,

    /// <summary>A grid supervisor on the street (监督员): reports, verifies, checks.</summary>
    Inspector = 2,

    /// <summary>The supervision centre (监督中心): accepts, files, rejects, closes.</summary>
    Supervision = 3,

    /// <summary>The command centre (指挥中心): dispatches.</summary>
    Command = 4,

    /// <summary>A responsible unit (专业部门): accepts, returns, finishes.</summary>
    Unit = 5,

    /// <summary>GridCity itself: the clock and the rules.</summary>
    System = 6,

    /// <summary>A leader with the power to supervise and to close by force (领导).</summary>
    Leader = 7,
}

/// <summary>Who did something: a role and a name inside it, such as <c>inspector:i-017</c>.</summary>
public readonly record struct Actor(Role Role, string Id)
{
    /// <summary>GridCity itself.</summary>
    public static Actor System { get; } = new(Role.System, "gridcity");

    /// <summary>Somebody who does not say who he or she is.</summary>
    public static Actor Anonymous { get; } = new(Role.Public, "anonymous");

    /// <summary>The written form: the role in small letters, a colon and the name.</summary>
    public override string ToString() => RoleNames.Of(Role) + ":" + Id;

    /// <summary>Reads the written form.</summary>
    public static bool TryParse(string? text, out Actor actor)
    {
        actor = default;
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon <= 0 || colon == text!.Length - 1 || !RoleNames.TryParse(text.AsSpan(0, colon), out var role))
        {
            return false;
        }
        actor = new Actor(role, text[(colon + 1)..]);
        return true;
    }
}

/// <summary>The names of roles as they are written and sent.</summary>
public static class RoleNames
{
    private static readonly string[] Names = ["", "public", "inspector", "supervision", "command", "unit", "system", "leader"];

    /// <summary>The written name of a role.</summary>
    public static string Of(Role role) => Names[(int)role];

    /// <summary>Reads a written name.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Role role)
    {
        for (var index = 1; index < Names.Length; index++)
        {
            if (text.Equals(Names[index], StringComparison.Ordinal))
            {
                role = (Role)index;
                return true;
            }
        }
        role = default;
        return false;
    }
}
