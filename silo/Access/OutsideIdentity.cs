using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GridCity.Silo.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace GridCity.Silo.Access;

/// <summary>
/// Signing in at an outside identity provider by OpenID Connect: the authorization code flow with PKCE, and the person's claims
/// from the userinfo endpoint. Tokens come straight from the provider over TLS, which OpenID Connect (3.1.3.7) takes in place of
/// checking their signature, so that no token ever comes through the browser. Whoever is known there needs an account here
/// that names them: an outside provider says who people are, never what they may do.
/// </summary>
internal sealed class OutsideIdentity(HttpClient http, OutsideProvider? provider)
{
    private const int WaitingMax = 10_000;
    private static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (string Verifier, DateTimeOffset Ends)> _waiting = new(StringComparer.Ordinal);

    /// <summary>Whether a provider is configured.</summary>
    public bool IsConfigured => provider is not null;

    /// <summary>Offers the two addresses that people's browsers go through.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/sign-in/outside", BeginAsync).ExcludeFromDescription().RequireRateLimiting(RateLimits.SignIn);
        app.MapGet("/sign-in/outside/done", EndAsync).ExcludeFromDescription().RequireRateLimiting(RateLimits.SignIn);
    }

    private static async Task<IResult> BeginAsync(HttpContext context, OutsideIdentity outside, CancellationToken stop)
    {
        if (!outside.IsConfigured)
        {
            return Problems.Missing("provider", "No outside identity provider is configured.");
        }
        var endpoints = await outside.DiscoverAsync(stop);
        var (state, verifier) = (Secrets.New(), Secrets.New() + Secrets.New());
        outside.Remember(state, verifier);
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        // The browser that began is the one that may end: nobody can be led into somebody else's session.
        context.Response.Cookies.Append("gridcity-state", state, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            MaxAge = WaitMax,
            Path = "/sign-in/outside",
        });
        return TypedResults.Redirect(QueryHelpers.AddQueryString(endpoints.Authorization, new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = outside.Provider.Client,
            ["redirect_uri"] = ReturnAddress(context),
            ["scope"] = "openid profile email",
            ["state"] = state,
            ["code_challenge"] = challenge,
            ["code_challenge_method"] = "S256",
        }));
    }

    private static async Task<IResult> EndAsync(
        HttpContext context, OutsideIdentity outside, AccessControl access, string? code, string? state, CancellationToken stop)
    {
        if (access.IsOpen || code is null || state is null || context.Request.Cookies["gridcity-state"] != state
            || !outside._waiting.TryRemove(state, out var waiting) || waiting.Ends < DateTimeOffset.UtcNow)
        {
            return TypedResults.LocalRedirect("/sign-in/?failed=expired");
        }
        var person = await outside.WhoAsync(code, waiting.Verifier, ReturnAddress(context), stop);
        if (person is null || access.Accounts!.FindOutside(person) is not { } account)
        {
            return TypedResults.LocalRedirect("/sign-in/?failed=unknown");
        }
        SessionEndpoints.Begin(context, access, account);
        return TypedResults.LocalRedirect("/sign-in/?done=1");
    }

    private void Remember(string state, string verifier)
    {
        var now = DateTimeOffset.UtcNow;
        foreach (var (old, (_, ends)) in _waiting.Count < WaitingMax ? [] : _waiting.ToArray())
        {
            if (ends < now || _waiting.Count >= WaitingMax)
            {
                _waiting.TryRemove(old, out _);
            }
        }
        _waiting[state] = (verifier, now + WaitMax);
    }

    private OutsideProvider Provider => provider ?? throw new InvalidOperationException("No outside identity provider is configured.");

    private async Task<Endpoints> DiscoverAsync(CancellationToken stop)
    {
        using var document = JsonDocument.Parse(
            await http.GetStringAsync(new Uri(Provider.Authority.TrimEnd('/') + "/.well-known/openid-configuration"), stop));
        string Of(string name) => document.RootElement.GetProperty(name).GetString() ?? string.Empty;
        return new Endpoints(Of("authorization_endpoint"), Of("token_endpoint"), Of("userinfo_endpoint"));
    }

    // The provider's own number for a person: addresses and names change hands, 'sub' never does.
    private async Task<string?> WhoAsync(string code, string verifier, string redirect, CancellationToken stop)
    {
        var endpoints = await DiscoverAsync(stop);
        var fields = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = redirect,
            ["client_id"] = Provider.Client,
            ["code_verifier"] = verifier,
        };
        if (Provider.Secret is { } secret)
        {
            fields["client_secret"] = secret;
        }
        using var tokens = await http.PostAsync(new Uri(endpoints.Token), new FormUrlEncodedContent(fields), stop);
        if (!tokens.IsSuccessStatusCode || await ReadAsync(tokens, "access_token", stop) is not { } token)
        {
            return null;
        }
        using var ask = new HttpRequestMessage(HttpMethod.Get, endpoints.UserInfo);
        ask.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(ask, stop);
        return answer.IsSuccessStatusCode ? await ReadAsync(answer, "sub", stop) : null;
    }

    private static async Task<string?> ReadAsync(HttpResponseMessage answer, string name, CancellationToken stop)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(stop));
        return document.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    private static string ReturnAddress(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}/sign-in/outside/done";

    private sealed record Endpoints(string Authorization, string Token, string UserInfo);
}

/// <summary>An outside identity provider: its issuer's address, and the name and secret of this server there.</summary>
public sealed record OutsideProvider(string Authority, string Client, string? Secret)
{
    /// <summary>The provider that the environment names, or null.</summary>
    public static OutsideProvider? FromEnvironment() => Environment.GetEnvironmentVariable("GRIDCITY_OIDC_AUTHORITY") is { Length: > 0 } authority
        ? new OutsideProvider(
            authority,
            Environment.GetEnvironmentVariable("GRIDCITY_OIDC_CLIENT") ?? "gridcity",
            Environment.GetEnvironmentVariable("GRIDCITY_OIDC_SECRET"))
        : null;
}
