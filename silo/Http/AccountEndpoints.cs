using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Grains;
using GridCity.Silo.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GridCity.Silo.Http;

/// <summary>Accounts and keys, for administrators.</summary>
internal static class AccountEndpoints
{
    private const int LabelLengthMax = 100;
    private const int TrailMax = 1_000;

    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var accounts = api.MapGroup("/accounts").Needs(Right.Administer).AddEndpointFilter(RefuseWhereOpenAsync);
        accounts.MapGet("/", (AccessControl access) => TypedResults.Json(List(access.Accounts!), WireContext.Default.AccountList))
            .WithName("accounts").WithSummary("All accounts with the labels of their keys.").Produces<AccountList>();
        accounts.MapPost("/", AddAsync)
            .WithName("addAccount").WithSummary("A new account; without a password one is made and shown once.")
            .Accepts<NewAccountBody>("application/json").Produces<SecretBody>(201).ProducesProblem(400).ProducesProblem(409);
        accounts.MapDelete("/{name}", IResult (string name, AccessControl access) =>
                access.Accounts!.End(name) ? TypedResults.NoContent() : NoAccount(name))
            .WithName("endAccount").WithSummary("End an account, its keys and its sessions.").Produces(204).ProducesProblem(404);
        accounts.MapPost("/{name}/password", Reset)
            .WithName("resetPassword").WithSummary("A new password, shown once.").Produces<SecretBody>().ProducesProblem(404);
        accounts.MapPost("/{name}/keys", AddKeyAsync)
            .WithName("addKey").WithSummary("A new key for a program, shown once.")
            .Accepts<NewKeyBody>("application/json").Produces<SecretBody>(201).ProducesProblem(404);
        accounts.MapDelete("/{name}/keys", (string name, AccessControl access) =>
            {
                access.Accounts!.EndKeys(name);
                return TypedResults.NoContent();
            })
            .WithName("endKeys").WithSummary("End all keys of an account.").Produces(204);
        api.MapGet("/trail", GetTrail)
            .WithName("trail").WithSummary("Who asked for which change, by what and from where: the newest first.")
            .Produces<TrailList>().Needs(Right.Administer).AddEndpointFilter(RefuseWhereOpenAsync);
    }

    /// <summary>An account as it is sent.</summary>
    public static AccountBody ToBody(Account account, IEnumerable<string>? keys) => new(
        account.Name, WireNames.Of(account.Post), account.Subject, account.Scope?.ToString(), account.Outside, account.IsEnded, keys?.ToArray());

    private static async ValueTask<object?> RefuseWhereOpenAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.RequestServices.GetRequiredService<AccessControl>().IsOpen
            ? Problems.Make(
                StatusCodes.Status409Conflict, "NoAccounts", "This server is open and has no accounts; start it with '--access accounts'.", null, null)
            : await next(context);

    private static AccountList List(Accounts accounts)
    {
        var keys = accounts.Keys();
        return new AccountList([.. accounts.All().Select(account => ToBody(account, keys[account.Name]))]);
    }

    private static async Task<IResult> AddAsync(HttpContext context, ICityHost host, AccessControl access, CancellationToken stop)
    {
        var (body, problem) = await Bodies.ReadAsync(context, WireContext.Default.NewAccountBody, Bodies.CommandBytesMax, stop);
        if (body is null)
        {
            return problem!;
        }
        var (account, fault) = Read(body, host.City);
        if (account is null)
        {
            return fault!;
        }
        var made = body.Password is null ? Secrets.New() : null;
        return access.Accounts!.Add(account, body.Password ?? made)
            ? TypedResults.Json(new SecretBody(account.Name, made, null), WireContext.Default.SecretBody, statusCode: StatusCodes.Status201Created)
            : Problems.Make(
                StatusCodes.Status409Conflict, "NameTaken", $"There is or was an account '{account.Name}', or one with that outside name.", null, "name");
    }

    private static (Account? Account, IResult? Problem) Read(NewAccountBody body, City city)
    {
        if (body.Name is not { Length: > 1 and <= Account.NameLengthMax } name
            || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_'))
        {
            return Fault("name", $"A name of 2 to {Account.NameLengthMax} letters, digits, '-', '.' or '_' was expected.");
        }
        if (!WireNames.TryParse<Post>(body.Role, out var post))
        {
            return Fault("role", $"'{body.Role}' is not a role; expected one of {WireNames.All<Post>()}.");
        }
        if (post == Post.Unit && (body.Subject is null || !city.Units.ContainsKey(body.Subject)))
        {
            return Fault("subject", $"An account of a unit says for which: the city has no unit '{body.Subject}'.");
        }
        if (post == Post.Inspector && (body.Subject is null || !city.Inspectors.ContainsKey(body.Subject)))
        {
            return Fault("subject", $"An account of an inspector says which: the city has no inspector '{body.Subject}'.");
        }
        AreaCode? scope = null;
        if (body.Scope is not null)
        {
            if (!AreaCode.TryParse(body.Scope, out var area) || !city.Areas.ContainsKey(area))
            {
                return Fault("scope", $"'{body.Scope}' is not a district, street or community of the city.");
            }
            scope = area;
        }
        return body.Password is not null and not { Length: >= Secrets.PasswordLengthMin and <= Secrets.PasswordLengthMax }
            ? Fault("password", $"A password has {Secrets.PasswordLengthMin} to {Secrets.PasswordLengthMax} characters.")
            : (new Account(name, post, SubjectOf(post, body.Subject, name), scope, body.Outside, false), null);
    }

    // A desk acts in the journal under its account's own name, so that no two people share one.
    private static string SubjectOf(Post post, string? subject, string name) => post is Post.Unit or Post.Inspector ? subject! : name;

    private static (Account?, IResult?) Fault(string subject, string detail) => (null, Problems.Malformed(subject, detail));

    private static IResult Reset(string name, AccessControl access)
    {
        var made = Secrets.New();
        return access.Accounts!.SetPassword(name, made)
            ? TypedResults.Json(new SecretBody(name, made, null), WireContext.Default.SecretBody)
            : NoAccount(name);
    }

    private static async Task<IResult> AddKeyAsync(string name, HttpContext context, AccessControl access, CancellationToken stop)
    {
        var (body, problem) = await Bodies.ReadAsync(context, WireContext.Default.NewKeyBody, Bodies.CommandBytesMax, stop);
        if (body is null)
        {
            return problem!;
        }
        if (body.Label is not { Length: > 0 and <= LabelLengthMax })
        {
            return Problems.Malformed("label", $"A label of 1 to {LabelLengthMax} characters says what the key is for.");
        }
        return access.Accounts!.Find(name) is not { IsEnded: false }
            ? NoAccount(name)
            : TypedResults.Json(
                new SecretBody(name, null, access.Accounts.NewKey(name, body.Label)),
                WireContext.Default.SecretBody,
                statusCode: StatusCodes.Status201Created);
    }

    private static IResult GetTrail(HttpContext context, AccessControl access, string? account, string? about)
    {
        if (!Cases.TryNumber(context.Request.Query, "limit", 1, TrailMax, 100, out var limit))
        {
            return Problems.Malformed("limit", $"A whole number from 1 to {TrailMax} was expected.");
        }
        return TypedResults.Json(
            new TrailList([.. access.Trail!.Newest(account, about, (int)limit!.Value).Select(entry => new TrailBody(
                entry.At, entry.Account, entry.Via, entry.Address, entry.Method, entry.Path))]),
            WireContext.Default.TrailList);
    }

    private static ProblemHttpResult NoAccount(string name) => Problems.Missing("name", $"There is no account '{name}'.");
}
