using GridCity.Core.Cases;
using GridCity.Silo.Access;

namespace GridCity.Silo.Http;

/// <summary>Signing in and out, and who one is.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/session", Get)
            .WithName("session").WithSummary("Who asks, which commands that one may give, and the server's time.")
            .Produces<SessionBody>().Needs(Right.Anybody);
        api.MapPost("/session", SignInAsync)
            .WithName("signIn").WithSummary("Sign in with a name and a password; sets the cookie of the session.")
            .Accepts<SignInBody>("application/json").Produces<SessionBody>()
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(429).Needs(Right.Anybody).RequireRateLimiting(RateLimits.SignIn);
        api.MapDelete("/session", SignOut)
            .WithName("signOut").WithSummary("End the session.").Produces(204).Needs(Right.Anybody);
        api.MapPost("/session/password", ChangePasswordAsync)
            .WithName("changePassword").WithSummary("Change one's own password; everybody signed in with the old one is signed out.")
            .Accepts<PasswordBody>("application/json").Produces(204)
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(429).Needs(Right.Anybody).RequireRateLimiting(RateLimits.SignIn);
    }

    private static IResult Get(HttpContext context, AccessControl access, TimeProvider time, OutsideIdentity outside) =>
        TypedResults.Json(Describe(Caller.Of(context), access, time, outside), WireContext.Default.SessionBody);

    private static async Task<IResult> SignInAsync(
        HttpContext context, AccessControl access, TimeProvider time, OutsideIdentity outside, CancellationToken stop)
    {
        var (body, problem) = await Bodies.ReadAsync(context, WireContext.Default.SignInBody, Bodies.CommandBytesMax, stop);
        if (body is null)
        {
            return problem!;
        }
        if (access.IsOpen)
        {
            return Problems.Malformed("name", "This server has no accounts: nobody needs to sign in.");
        }
        if (body is not { Name.Length: > 0 and <= Account.NameLengthMax, Password.Length: > 0 and <= Secrets.PasswordLengthMax }
            || access.Accounts!.WithPassword(body.Name, body.Password) is not { } account)
        {
            return Problems.Make(
                StatusCodes.Status401Unauthorized, "NotSignedIn", "There is no such account with this password.", null, "password");
        }
        return TypedResults.Json(
            Describe(Begin(context, access, account), access, time, outside), WireContext.Default.SessionBody);
    }

    /// <summary>Begins the session of an account whose person has proved to be it.</summary>
    public static Caller Begin(HttpContext context, AccessControl access, Account account)
    {
        var (token, csrf) = access.Sessions!.Begin(account.Name);
        context.Response.Cookies.Append(Gate.Cookie, token, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            MaxAge = Sessions.LifeMax,
            Path = "/",
        });
        return new Caller(account, "session", csrf);
    }

    private static IResult SignOut(HttpContext context, AccessControl access)
    {
        if (context.Request.Cookies[Gate.Cookie] is { Length: > 0 } token)
        {
            access.Sessions?.End(token);
        }
        context.Response.Cookies.Delete(Gate.Cookie);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ChangePasswordAsync(HttpContext context, AccessControl access, CancellationToken stop)
    {
        var (body, problem) = await Bodies.ReadAsync(context, WireContext.Default.PasswordBody, Bodies.CommandBytesMax, stop);
        if (body is null)
        {
            return problem!;
        }
        if (Caller.Of(context).Account is not { } account
            || body.Password is not { Length: <= Secrets.PasswordLengthMax } old || access.Accounts!.WithPassword(account.Name, old) is null)
        {
            return Problems.Make(StatusCodes.Status401Unauthorized, "NotSignedIn", "That is not the password of this account.", null, "password");
        }
        if (body.Next is not { Length: >= Secrets.PasswordLengthMin and <= Secrets.PasswordLengthMax })
        {
            return Problems.Malformed("next", $"A password has {Secrets.PasswordLengthMin} to {Secrets.PasswordLengthMax} characters.");
        }
        access.Accounts.SetPassword(account.Name, body.Next);
        return TypedResults.NoContent();
    }

    private static SessionBody Describe(Caller caller, AccessControl access, TimeProvider time, OutsideIdentity outside) => new(
        access.IsOpen,
        caller.Account is { } account ? AccountEndpoints.ToBody(account, null) : null,
        caller.Csrf,
        caller.Account?.Post.RoleOf() is { } role
            ? [.. CommandReader.Kinds.Where(kind => Lifecycle.IsAllowed(role, kind)).Select(CommandReader.WordOf)]
            : [],
        time.GetUtcNow(),
        outside.IsConfigured);
}
