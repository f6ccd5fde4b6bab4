using GridCity.Silo.Http;

namespace GridCity.Silo.Access;

/// <summary>
/// Stands before every endpoint: finds out who calls, refuses what a page of somebody else's sends in the name of a person who
/// is signed in here, asks for the right that the endpoint needs, and writes down who changes something.
/// </summary>
internal sealed class Gate(AccessControl access)
{
    /// <summary>The cookie of a session.</summary>
    public const string Cookie = "gridcity";

    /// <summary>The header in which our pages prove that they are ours.</summary>
    public const string CsrfHeader = "Gridcity-Csrf";

    /// <summary>Lets a request pass or answers it.</summary>
    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (Refusal(context) is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return;
        }
        if (!RightsOfEndpoints.IsSafe(context.Request.Method) && context.GetEndpoint() is not null)
        {
            access.Trail?.Write(Caller.Of(context), context);
        }
        await next(context);
    }

    private IResult? Refusal(HttpContext context)
    {
        var isSafe = RightsOfEndpoints.IsSafe(context.Request.Method);
        if (access.IsOpen && !IsLocalName(context.Request.Host.Host))
        {
            // A name that somebody else's page made point to this machine must not open it.
            return Problems.Make(
                StatusCodes.Status421MisdirectedRequest, "HostUnknown", "Without accounts this server answers only to localhost.", null, "Host");
        }
        if (!isSafe && IsForeign(context.Request))
        {
            return Problems.Make(
                StatusCodes.Status403Forbidden, "ForeignOrigin", "The request came from a page of another site.", null, "Origin");
        }
        var (caller, problem) = Identify(context);
        if (problem is not null)
        {
            return problem;
        }
        context.Features.Set(caller!);
        if (caller!.Via == "session" && !isSafe
            && !Secrets.AreEqual(caller.Csrf!, context.Request.Headers[CsrfHeader].ToString()))
        {
            return Problems.Make(
                StatusCodes.Status403Forbidden, "ForgedRequest", $"A page of this server sends '{CsrfHeader}' with each change.", null, CsrfHeader);
        }
        return Denial(caller, RightsOfEndpoints.NeededFor(context));
    }

    private (Caller? Caller, IResult? Problem) Identify(HttpContext context)
    {
        if (access.IsOpen)
        {
            return (Caller.Local, null);
        }
        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length > 0)
        {
            var account = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? access.Accounts!.WithKey(header[7..].Trim()) : null;
            return account is null
                ? (null, NotSignedIn("The key is not known, or has ended."))
                : (new Caller(account, "key"), null);
        }
        var token = context.Request.Cookies[Cookie];
        return (string.IsNullOrEmpty(token) ? Caller.Nobody : access.Sessions!.Find(token) ?? Caller.Nobody, null);
    }

    private static IResult? Denial(Caller caller, Right needed)
    {
        if (caller.Has(needed))
        {
            return null;
        }
        return caller.Account is null
            ? NotSignedIn("Sign in first, or send a key as 'Authorization: Bearer …'.")
            : Problems.Make(
                StatusCodes.Status403Forbidden,
                "NotAllowed",
                $"The account '{caller.Account.Name}' ({WireNames.Of(caller.Account.Post)}) may not do this.",
                null,
                WireNames.Of(needed));
    }

    private static IResult NotSignedIn(string detail) =>
        Problems.Make(StatusCodes.Status401Unauthorized, "NotSignedIn", detail, null, null);

    private static bool IsLocalName(string host) =>
        host is "localhost" or "" || (System.Net.IPAddress.TryParse(host.Trim('[', ']'), out var address) && System.Net.IPAddress.IsLoopback(address));

    // Browsers say where a request comes from; programs say nothing.
    private static bool IsForeign(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is not ("same-origin" or "none");
        }
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0
            && (!Uri.TryCreate(origin, UriKind.Absolute, out var from) || from.Authority != HostOf(request));
    }

    private static string HostOf(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var here) ? here.Authority : string.Empty;
}
