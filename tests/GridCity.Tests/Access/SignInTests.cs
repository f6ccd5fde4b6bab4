using System.Net.Http.Json;
using System.Text.Json;
using GridCity.Silo.Access;
using GridCity.Tests.Client;
using GridCity.Tests.Http;
using Xunit;

namespace GridCity.Tests.Access;

public sealed class SignInTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_signing_in_only_the_public_things_are_there()
    {
        using var http = server.NewClient();

        foreach (var path in new[] { "/api/v1/city", "/api/v1/session", "/", "/health/ready", "/openapi/v1.json" })
        {
            Assert.Equal(200, await StatusAsync(http.GetAsync(path, Stop)));
        }
        foreach (var path in new[] { "/api/v1/cases", "/api/v1/board", "/api/v1/stream", "/api/v1/journal", "/api/v1/accounts/", "/api/v1/trail", "/api/v1/inspectors" })
        {
            Assert.Equal(401, await StatusAsync(http.GetAsync(path, Stop)));
        }
        Assert.Equal(401, await StatusAsync(http.PostAsJsonAsync("/api/v1/reports", TestServer.ReportAt(10, 10), Stop)));
    }

    [Fact]
    public async Task A_page_signs_in_acts_and_signs_out()
    {
        using var http = server.NewClient();
        var (cookie, csrf) = await SignInAsync(http, "supervision");
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        http.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        var report = TestServer.ReportAt(10, 900, channel: "hotline");
        report.Remove("by");

        Assert.Equal(200, await StatusAsync(http.GetAsync("/api/v1/cases", Stop)));
        Assert.Equal(403, await StatusAsync(http.PostAsJsonAsync("/api/v1/reports", report, Stop)));
        using (var forged = With(report, csrf: "gc_something-else"))
        {
            Assert.Equal(403, await StatusAsync(http.SendAsync(forged, Stop)));
        }
        using (var foreign = With(report, csrf))
        {
            foreign.Headers.Add("Origin", "https://evil.example");
            Assert.Equal(403, await StatusAsync(http.SendAsync(foreign, Stop)));
        }
        using (var own = With(report, csrf))
        {
            Assert.Equal(201, await StatusAsync(http.SendAsync(own, Stop)));
        }
        using (var again = With(report, csrf))
        {
            // A form that is sent again does nothing again.
            Assert.Equal(200, await StatusAsync(http.SendAsync(again, Stop)));
        }
        using var leave = new HttpRequestMessage(HttpMethod.Delete, "/api/v1/session") { Headers = { { Gate.CsrfHeader, csrf } } };
        Assert.Equal(204, await StatusAsync(http.SendAsync(leave, Stop)));
        Assert.Equal(401, await StatusAsync(http.GetAsync("/api/v1/cases", Stop)));
    }

    [Fact]
    public async Task A_session_ends_by_itself()
    {
        using var http = server.NewClient();
        var (cookie, _) = await SignInAsync(http, "leader");
        http.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        Assert.Equal(200, await StatusAsync(http.GetAsync("/api/v1/cases", Stop)));

        server.Clock.Advance(Sessions.IdleMax + TimeSpan.FromMinutes(1));

        Assert.Equal(401, await StatusAsync(http.GetAsync("/api/v1/cases", Stop)));
    }

    [Fact]
    public async Task Wrong_words_sign_nobody_in_and_do_not_say_which_was_wrong()
    {
        using var http = server.NewClient();
        var one = await http.PostAsJsonAsync("/api/v1/session", new { name = "nobody-here", password = "x" }, Stop);
        var two = await http.PostAsJsonAsync("/api/v1/session", new { name = "planner", password = "x" }, Stop);

        Assert.Equal((401, 401), ((int)one.StatusCode, (int)two.StatusCode));
        Assert.Equal(DetailOf(await one.Content.ReadFromJsonAsync<JsonElement>(Stop)), DetailOf(await two.Content.ReadFromJsonAsync<JsonElement>(Stop)));
        http.DefaultRequestHeaders.Add("Authorization", "Bearer gc_guessed");
        Assert.Equal(401, await StatusAsync(http.GetAsync("/api/v1/city", Stop)));
    }

    [Fact]
    public async Task The_command_line_manages_accounts_with_a_key()
    {
        var key = server.Accounts.NewKey("administrator", "command line");
        var shell = new Shell(server.Http.BaseAddress);

        Assert.Equal(0, await shell.RunAsync("account", "add", "li-na", "--role", "inspector", "--as", "i-1", "--key", key, "--json"));
        var password = (string)shell.Json["password"]!;
        Assert.Equal("li-na", server.Accounts.WithPassword("li-na", password)?.Name);

        var second = new Shell(server.Http.BaseAddress);
        Assert.Equal(0, await second.RunAsync("account", "key", "li-na", "--for", "a test", "--key", key, "--json"));
        Assert.Equal("li-na", server.Accounts.WithKey((string)second.Json["key"]!)?.Name);

        var third = new Shell(server.Http.BaseAddress);
        Assert.Equal(0, await third.RunAsync("account", "list", "--key", key));
        Assert.Contains("li-na", third.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(password, third.Output, StringComparison.Ordinal);

        Assert.Equal(0, await new Shell(server.Http.BaseAddress).RunAsync("account", "end", "li-na", "--key", key));
        Assert.Null(server.Accounts.WithPassword("li-na", password));
        Assert.NotEqual(0, await new Shell(server.Http.BaseAddress).RunAsync("account", "list"));
    }

    [Theory]
    [InlineData("""{"name":"x y","role":"planner"}""", "name")]
    [InlineData("""{"name":"chen","role":"king"}""", "role")]
    [InlineData("""{"name":"chen","role":"unit","subject":"nobody"}""", "subject")]
    [InlineData("""{"name":"chen","role":"inspector"}""", "subject")]
    [InlineData("""{"name":"chen","role":"planner","scope":"999999"}""", "scope")]
    [InlineData("""{"name":"chen","role":"planner","password":"short"}""", "password")]
    public async Task An_account_that_makes_no_sense_is_refused_by_the_field(string json, string subject)
    {
        using var http = server.With("administrator");

        using var answer = await http.PostAsJsonAsync("/api/v1/accounts/", JsonDocument.Parse(json), Stop);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal(subject, (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("subject").GetString());
    }

    [Fact]
    public void The_first_secret_is_shown_once_and_kept_as_a_hash()
    {
        var path = Path.Combine(server.Folder, "first.db");
        using (var access = AccessControl.ByAccounts(path, TimeProvider.System))
        {
            var secret = access.Accounts!.SecretOfFirst(isNewAsked: false);
            Assert.NotNull(secret);
            Assert.Null(access.Accounts.SecretOfFirst(isNewAsked: false));
            Assert.Equal(Post.Administrator, access.Accounts.WithKey(secret)?.Post);
            Assert.Equal(Post.Administrator, access.Accounts.WithPassword(Accounts.FirstName, secret)?.Post);

            var next = access.Accounts.SecretOfFirst(isNewAsked: true);
            Assert.NotNull(next);
            Assert.Null(access.Accounts.WithKey(secret));
            Assert.NotNull(access.Accounts.WithKey(next));
            Assert.DoesNotContain(next[3..], File.ReadAllText(path, System.Text.Encoding.Latin1), StringComparison.Ordinal);
        }
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public void Beyond_this_machine_nothing_is_open()
    {
        var options = new Silo.SiloOptions { City = "c", Data = "d", Address = System.Net.IPAddress.Any, Access = Silo.AccessKind.Open };

        Assert.NotNull(Entrance.Refusal(options));
        Assert.Null(Entrance.Refusal(options with { Access = Silo.AccessKind.Accounts }));
        Assert.Null(Entrance.Refusal(options with { Address = System.Net.IPAddress.Loopback }));
    }

    private async Task<(string Cookie, string Csrf)> SignInAsync(HttpClient http, string name)
    {
        using var answer = await http.PostAsJsonAsync("/api/v1/session", new { name, password = GuardedServer.PasswordOf(name) }, Stop);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal(200, (int)answer.StatusCode);
        return (answer.Headers.GetValues("Set-Cookie").Single(), body.GetProperty("csrf").GetString()!);
    }

    private static HttpRequestMessage With(object body, string csrf) => new(HttpMethod.Post, "/api/v1/reports")
    {
        Content = JsonContent.Create(body),
        Headers = { { Gate.CsrfHeader, csrf } },
    };

    private static async Task<int> StatusAsync(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        return (int)answer.StatusCode;
    }

    private static string? DetailOf(JsonElement problem) => problem.GetProperty("detail").GetString();
}
