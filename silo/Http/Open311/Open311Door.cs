using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Grains;
using GridCity.Silo.Access;

namespace GridCity.Silo.Http.Open311;

/// <summary>
/// Who may post. Where the server has accounts, the <c>api_key</c> of the specification is a key of an account; where it is open,
/// only this machine can reach it and nobody is asked. Reading needs no key: what is here is public.
/// </summary>
internal sealed class Open311Door(AccessControl access, ICityHost host)
{
    /// <summary>The one jurisdiction that is served here.</summary>
    public string Jurisdiction { get; } = host.City.Id;

    /// <summary>The channel by which posted requests come: one of that name, or the public's.</summary>
    public Channel? Channel { get; } = host.City.Channels.GetValueOrDefault("open311") ?? PublicDesk.ChannelOf(host.City);

    /// <summary>Whether posting needs a key.</summary>
    public bool NeedsKey => !access.IsOpen;

    /// <summary>Checks what every request has to name rightly when it names it at all.</summary>
    public Open311Faults? CheckJurisdiction(Open311Form form) => form.Text("jurisdiction_id") is { } named && named != Jurisdiction
        ? Open311Faults.Of(StatusCodes.Status404NotFound, $"The jurisdiction_id '{Open311Faults.Shown(named)}' was not found; here it is '{Jurisdiction}'.")
        : null;

    /// <summary>Checks whether somebody may post, and finds out as whom.</summary>
    public Open311Faults? CheckPost(HttpContext context, Open311Form form)
    {
        if (access.IsOpen || Caller.Of(context).Has(Right.Act))
        {
            return null;
        }
        if (form.Text("api_key") is not { } key || access.Accounts!.WithKey(key) is not { } account)
        {
            return Open311Faults.Of(StatusCodes.Status403Forbidden, "The api_key is missing or not known.");
        }
        var caller = new Caller(account, "key");
        if (!caller.Has(Right.Act))
        {
            return Open311Faults.Of(StatusCodes.Status403Forbidden, "The account of this api_key reports nothing.");
        }
        context.Features.Set(caller);
        access.Trail?.Write(caller, context);
        return null;
    }

    /// <summary>
    /// As whom a request is posted. A program that passes on what others report names them by an account of its own making;
    /// everybody else is who their key says.
    /// </summary>
    public static Actor ActorOf(HttpContext context, string? accountId)
    {
        var caller = Caller.Of(context);
        return caller.IsOpen || caller.Account?.Post == Post.Gateway
            ? accountId is null ? Actor.Anonymous : new Actor(Role.Public, accountId)
            : caller.Account?.Actor ?? Actor.Anonymous;
    }
}
