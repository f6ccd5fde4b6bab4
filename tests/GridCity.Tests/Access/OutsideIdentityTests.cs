using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GridCity.Silo;
using GridCity.Silo.Access;
using GridCity.Tests.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace GridCity.Tests.Access;

/// <summary>Signing in at an outside provider, which here is a small real one on this machine.</summary>
public sealed class OutsideIdentityTests : IAsyncLifetime
{
    private readonly ServerWithProvider _server = new();
    private LoopbackServer _provider = null!;
    private string _person = "outside-unit";
    private string _challenge = string.Empty;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _provider = await LoopbackServer.StartAsync(MapProvider);
        _server.Authority = _provider.Address.AbsoluteUri;
        await _server.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Who_is_known_there_and_has_an_account_here_is_signed_in()
    {
        using var http = _server.NewClient();
        var (back, state) = await GoThereAsync(http);

        using var arrived = await GetAsync(http, back, state);
        Assert.Equal("/sign-in/?done=1", arrived.Headers.Location?.ToString());
        var session = CookieOf(arrived, Gate.Cookie);
        using var cases = await GetAsync(http, "/api/v1/cases", session);
        Assert.Equal(200, (int)cases.StatusCode);
        var who = await (await GetAsync(http, "/api/v1/session", session)).Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal("unit", who.GetProperty("account").GetProperty("name").GetString());

        using var again = await GetAsync(http, back, state);
        Assert.Contains("failed=expired", again.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_known_there_but_not_here_is_not()
    {
        _person = "somebody-else";
        using var http = _server.NewClient();
        var (back, state) = await GoThereAsync(http);

        using var arrived = await GetAsync(http, back, state);

        Assert.Contains("failed=unknown", arrived.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.False(arrived.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Nobody_is_led_into_the_session_of_another()
    {
        using var http = _server.NewClient();
        var (back, _) = await GoThereAsync(http);

        using var arrived = await GetAsync(http, back, "gridcity-state=another");

        Assert.Contains("failed=expired", arrived.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    private async Task<(string Back, string State)> GoThereAsync(HttpClient http)
    {
        using var begun = await http.GetAsync("/sign-in/outside", Stop);
        Assert.Equal(302, (int)begun.StatusCode);
        using var there = await http.GetAsync(begun.Headers.Location, Stop);
        return (there.Headers.Location!.PathAndQuery, CookieOf(begun, "gridcity-state"));
    }

    private static async Task<HttpResponseMessage> GetAsync(HttpClient http, string path, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Cookie", cookie } } };
        return await http.SendAsync(request, Stop);
    }

    private static string CookieOf(HttpResponseMessage answer, string name) =>
        answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith(name + "=", StringComparison.Ordinal)).Split(';')[0];

    private void MapProvider(WebApplication app)
    {
        app.MapGet("/.well-known/openid-configuration", (HttpRequest request) =>
        {
            var here = $"http://{request.Host}";
            return Results.Json(new { authorization_endpoint = here + "/authorize", token_endpoint = here + "/token", userinfo_endpoint = here + "/me" });
        });
        app.MapGet("/authorize", (string redirect_uri, string state, string code_challenge) =>
        {
            _challenge = code_challenge;
            return Results.Redirect($"{redirect_uri}?code=the-code&state={Uri.EscapeDataString(state)}");
        });
        app.MapPost("/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            var hash = SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()));
            return form["code"] == "the-code" && form["client_secret"] == "hush" && System.Buffers.Text.Base64Url.EncodeToString(hash) == _challenge
                ? Results.Json(new { access_token = "the-token", token_type = "Bearer" })
                : Results.BadRequest();
        });
        app.MapGet("/me", (HttpRequest request) =>
            request.Headers.Authorization == "Bearer the-token" ? Results.Json(new { sub = _person }) : Results.Unauthorized());
    }

    private sealed class ServerWithProvider : GuardedServer
    {
        public string Authority { get; set; } = string.Empty;

        private protected override SiloOptions Complete(SiloOptions options) =>
            options with { Outside = new OutsideProvider(Authority, "gridcity", "hush") };
    }
}
