using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Grains;
using GridCity.Journal;
using GridCity.Silo.Http;

namespace GridCity.Silo.Access;

/// <summary>
/// As whom a caller acts, and on which cases. Which role may give which command is Core's to say; here a name is bound to an
/// account, and an account to its scope.
/// </summary>
internal static class Acting
{
    /// <summary>
    /// The actor of a command: the account's own, or, where the server is open, whoever the body names. A body that names
    /// another than the account is refused, because somebody believes in a name that will not be written down.
    /// </summary>
    public static (Actor By, IResult? Problem) As(HttpContext context, string? named)
    {
        var caller = Caller.Of(context);
        if (caller.IsOpen)
        {
            return TryParse(named, out var by)
                ? (by, null)
                : (default, Problems.Malformed("by", "An actor is mandatory, written role:id, such as unit:sanitation."));
        }
        if (caller.Account?.Actor is not { } actor)
        {
            return (default, Problems.Make(
                StatusCodes.Status403Forbidden, "NotAllowed", "This account works on no case in its own name.", null, "by"));
        }
        return named is null || named == actor.ToString() ? (actor, null) : (default, NotYours(actor, named));
    }

    /// <summary>The reporter: as for commands, but people may stay unnamed, and a gateway names the people it speaks for.</summary>
    public static (Actor By, IResult? Problem) AsReporter(HttpContext context, string? named)
    {
        var caller = Caller.Of(context);
        if (caller.IsOpen || caller.Account?.Post == Post.Gateway)
        {
            return named is null ? (Actor.Anonymous, null)
                : TryParse(named, out var by) ? (by, null)
                : (default, Problems.Malformed("by", "An actor is written role:id, such as inspector:i-017."));
        }
        return caller.Account is null ? (Actor.Anonymous, null) : As(context, named);
    }

    /// <summary>
    /// Why an account may not report by a channel, or null. A channel says how much its reports are trusted, so that nobody
    /// may borrow the inspectors' to have a report filed unseen.
    /// </summary>
    public static IResult? ChannelDenial(HttpContext context, City city, string? channel)
    {
        var caller = Caller.Of(context);
        if (caller.IsOpen || channel is null || !city.Channels.TryGetValue(channel, out var known))
        {
            return null;
        }
        var isAllowed = caller.Account?.Post switch
        {
            Post.Supervision or Post.Command or Post.Leader or Post.Gateway => true,
            Post.Inspector => known.Kind is ChannelKind.Inspector or ChannelKind.Patrol,
            Post.Unit => known.Kind is ChannelKind.Patrol or ChannelKind.Transfer or ChannelKind.Sensor or ChannelKind.Whistle,
            _ => known.Kind is ChannelKind.Public && !known.IsTrusted,
        };
        return isAllowed ? null : Problems.Make(
            StatusCodes.Status403Forbidden, "ChannelNotYours", $"The channel '{channel}' is not one by which this account may report.", null, "channel");
    }

    /// <summary>Why an account may not work on a case, or null; a case that is not there is for the host to tell.</summary>
    public static async ValueTask<IResult?> ScopeDenialAsync(HttpContext context, ICityHost host, CaseId id, CancellationToken stop)
    {
        if (Caller.Of(context).Account is not { Scope: { } scope } || await host.Journal.FindCaseAsync(id, stop) is not { } row)
        {
            return null;
        }
        return scope.Contains(row.Cell) ? null : OutsideScope(scope, $"Case {id}");
    }

    /// <summary>Whether a caller may see a case: in the scope, and for a unit its own, those it is called to, and its ground's.</summary>
    public static bool MaySee(HttpContext context, City city, CaseRow row)
    {
        if (Caller.Of(context).Account is not { } account)
        {
            return true;
        }
        return account.Covers(row.Cell) && (account.Post != Post.Unit
            || row.Unit == account.Subject || row.OpenCalls > 0 || city.Rules.TerritorialUnitOf(row.Cell) == account.Subject);
    }

    /// <summary>Narrows a question for cases to what the caller may see.</summary>
    public static (CaseFilter? Filter, IResult? Problem) Narrow(HttpContext context, CaseFilter filter)
    {
        if (Caller.Of(context).Account is not { } account)
        {
            return (filter, null);
        }
        if (account.Post == Post.Unit && !filter.CallsOpenOnly)
        {
            filter = filter with { Unit = account.Subject };
        }
        if (account.Scope is not { } scope)
        {
            return (filter, null);
        }
        if ((filter.Cell is { } cell && !scope.Contains(cell)) || (filter.Area is { } area && !Meet(area, scope)))
        {
            return (null, OutsideScope(scope, filter.Cell?.ToString() ?? filter.Area.ToString()!));
        }
        var isNarrower = filter.Area is { } asked && asked.Tier < scope.Tier;
        return (isNarrower ? filter : filter with { Area = scope }, null);
    }

    // Tiers are numbered from the smallest to the largest: one area lies in another when its code begins with the other's.
    private static bool Meet(AreaCode one, AreaCode other)
    {
        var (a, b) = (one.Tier == Tier.City ? string.Empty : one.ToString(), other.Tier == Tier.City ? string.Empty : other.ToString());
        return a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal);
    }

    private static bool TryParse(string? named, out Actor actor) =>
        Actor.TryParse(named, out actor) && actor.Role != Role.System && actor.Id.Length <= Intake.ReferenceLengthMax;

    private static IResult NotYours(Actor actor, string named) => Problems.Make(
        StatusCodes.Status403Forbidden, "ActorNotYours", $"This account acts as '{actor}', not as '{named}'. Leave 'by' out.", null, "by");

    private static IResult OutsideScope(AreaCode scope, string what) => Problems.Make(
        StatusCodes.Status403Forbidden, "OutsideScope", $"{what} lies outside {scope}, where this account works.", null, scope.ToString());
}
