using System.Net.Http.Json;
using System.Text.Json;
using GridCity.Core.Cases;
using GridCity.Silo.Access;
using GridCity.Silo.Http;
using GridCity.Tests.Cases;
using Xunit;

namespace GridCity.Tests.Access;

/// <summary>Every post with every command over real HTTP, held against Core's own table.</summary>
public sealed class WhoMayWhatTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    private static int _places;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> PostNames() => [.. GuardedServer.Posts.Select(post => post.ToString())];

    [Theory]
    [MemberData(nameof(PostNames))]
    public async Task A_post_may_give_the_commands_of_its_role_and_no_others(string postName)
    {
        var post = Enum.Parse<Post>(postName);
        using var http = server.With(postName.ToLowerInvariant());
        var other = await server.ReportAsync(950, 950);
        var (at, wrong) = (Place(), new List<string>());
        var id = await server.ReportAsync(at.X, at.Y);
        foreach (var kind in CommandReader.Kinds)
        {
            using var answer = await http.PostAsJsonAsync($"/api/v1/cases/{id}/{CommandReader.WordOf(kind)}", Everything(other), Stop);
            var name = answer.IsSuccessStatusCode
                ? "done"
                : (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("name").GetString();
            var isRefusedByRole = name is "RoleNotAllowed" or "NotAllowed";
            var isAllowed = post.RoleOf() is { } role && Lifecycle.IsAllowed(role, kind);
            if (isRefusedByRole == isAllowed || name == "Malformed")
            {
                wrong.Add($"{post} {kind}: {(int)answer.StatusCode} {name}");
            }
            if (answer.IsSuccessStatusCode)
            {
                // What was done may have ended or moved the case; the next command gets a fresh one.
                at = Place();
                id = await server.ReportAsync(at.X, at.Y);
            }
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task The_two_axes_stay_apart()
    {
        var id = await server.ReportAsync(150, 850);

        Assert.Equal("done", await GiveAsync("unit", id, "accept", new { }));
        Assert.Equal("done", await GiveAsync("unit", id, "finish", new { result = "cleared" }));
        Assert.Equal("RoleNotAllowed", await GiveAsync("unit", id, "check", new { result = "pass" }));
        Assert.Equal("done", await GiveAsync("inspector", id, "check", new { result = "pass" }));
        Assert.Equal("RoleNotAllowed", await GiveAsync("unit", id, "close", new { }));
        Assert.Equal("RoleNotAllowed", await GiveAsync("command", id, "close", new { }));
        Assert.Equal("done", await GiveAsync("supervision", id, "close", new { }));
    }

    [Fact]
    public async Task Whoever_acts_stands_in_the_journal_and_can_name_nobody_else()
    {
        var id = await server.ReportAsync(150, 750);

        Assert.Equal("ActorNotYours", await GiveAsync("unit", id, "accept", new { by = "unit:drainage" }));
        Assert.Equal("UnitNotResponsible", await GiveAsync("drainage", id, "accept", new { }));
        Assert.Equal("done", await GiveAsync("unit", id, "accept", new { by = "unit:sanitation" }));

        using var http = server.With("supervision");
        var life = await http.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{id}/life", Stop);
        var accepted = life.GetProperty("entries").EnumerateArray().Last();
        Assert.Equal("unit:sanitation", accepted.GetProperty("body").GetProperty("by").GetString());
        Assert.DoesNotContain("127.0.0.1", life.ToString(), StringComparison.Ordinal);

        using var administrator = server.With("administrator");
        var trail = await administrator.GetFromJsonAsync<JsonElement>($"/api/v1/trail?about={id}", Stop);
        Assert.Contains(trail.GetProperty("items").EnumerateArray(), entry =>
            entry.GetProperty("account").GetString() == "unit" && entry.GetProperty("address").GetString() is "127.0.0.1" or "::1");
    }

    [Fact]
    public async Task A_street_works_on_its_own_ground_only()
    {
        var (west, east) = (await server.ReportAsync(250, 950), await server.ReportAsync(750, 950));

        Assert.Equal("OutsideScope", await GiveAsync("west-desk", east, "dispatch", new { unit = "drainage" }));
        Assert.NotEqual("OutsideScope", await GiveAsync("west-desk", west, "dispatch", new { unit = "drainage" }));

        using var http = server.With("west-desk");
        Assert.Equal(404, (int)(await http.GetAsync($"/api/v1/cases/{east}", Stop)).StatusCode);
        Assert.Equal(403, (int)(await http.GetAsync($"/api/v1/cases?area={TestCity.East}", Stop)).StatusCode);
        var list = await http.GetFromJsonAsync<JsonElement>("/api/v1/cases?limit=1000", Stop);
        Assert.NotEmpty(list.GetProperty("items").EnumerateArray());
        Assert.All(list.GetProperty("items").EnumerateArray(), item => Assert.Equal(TestCity.West, item.GetProperty("street").GetString()));
        Assert.Equal(403, (int)(await http.GetAsync("/api/v1/journal", Stop)).StatusCode);
    }

    [Fact]
    public async Task A_unit_sees_its_own_cases()
    {
        var id = await server.ReportAsync(350, 950);
        using (var mine = server.With("unit"))
        {
            Assert.Equal(200, (int)(await mine.GetAsync($"/api/v1/cases/{id}", Stop)).StatusCode);
        }
        using var other = server.With("drainage");
        Assert.Equal(404, (int)(await other.GetAsync($"/api/v1/cases/{id}", Stop)).StatusCode);
        var list = await other.GetFromJsonAsync<JsonElement>("/api/v1/cases?unit=sanitation&limit=1000", Stop);
        Assert.All(list.GetProperty("items").EnumerateArray(), item => Assert.Equal("drainage", item.GetProperty("unit").GetString()));
    }

    [Fact]
    public async Task The_second_of_two_dispatchers_is_told_what_happened()
    {
        var id = await server.ReportAsync(450, 950);
        using var http = server.With("command");
        var seen = (await http.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{id}", Stop)).GetProperty("updated").GetInt64();

        Assert.Equal("done", await GiveAsync("west-desk", id, "make-call", Call(seen)));
        using var second = await http.PostAsJsonAsync($"/api/v1/cases/{id}/make-call", Call(seen), Stop);
        var problem = await second.Content.ReadFromJsonAsync<JsonElement>(Stop);

        Assert.Equal((409, "CaseChanged"), ((int)second.StatusCode, problem.GetProperty("name").GetString()));
        var happened = problem.GetProperty("happened").EnumerateArray().Last();
        Assert.Equal("command:west-desk", happened.GetProperty("body").GetProperty("by").GetString());
    }

    [Theory]
    [InlineData("inspector", "inspector", 201)]
    [InlineData("inspector", "hotline", 403)]
    [InlineData("public", "inspector", 403)]
    [InlineData("public", "hotline", 201)]
    [InlineData("unit", "inspector", 403)]
    [InlineData("supervision", "hotline", 201)]
    [InlineData("planner", "hotline", 403)]
    public async Task Nobody_borrows_the_trust_of_another_channel(string account, string channel, int status)
    {
        using var http = server.With(account);
        var body = Http.TestServer.ReportAt(50 + (100 * Interlocked.Increment(ref _places) % 900), 450, channel: channel);
        body.Remove("by");

        using var answer = await http.PostAsJsonAsync("/api/v1/reports", body, Stop);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    private async Task<string> GiveAsync(string account, string id, string command, object body)
    {
        using var http = server.With(account);
        using var answer = await http.PostAsJsonAsync($"/api/v1/cases/{id}/{command}", body, Stop);
        return answer.IsSuccessStatusCode ? "done" : (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("name").GetString()!;
    }

    // Far enough from one another that no report is the duplicate of another.
    private static (double X, double Y) Place()
    {
        var number = Interlocked.Increment(ref _places);
        return (30 + (60 * (number % 16)), 30 + (60 * (number / 16 % 15)));
    }

    private static object Call(long seen) =>
        new { seen, call = "notice", topic = "water", text = "look", parties = new[] { "drainage" } };

    private static object Everything(string other)
    {
        var place = TestCity.At(655, 655);
        return new
        {
            note = "a note",
            reason = "a reason",
            result = "pass",
            sight = "exists",
            application = "extension",
            granted = true,
            to = "city",
            grade = "now",
            lon = place.Longitude,
            lat = place.Latitude,
            into = other,
            call = "notice",
            topic = "water",
            text = "come",
            parties = new[] { "drainage" },
            number = 1,
            party = "drainage",
            score = 90,
            outcome = "gone",
            responded = true,
            solved = true,
            satisfaction = "satisfied",
        };
    }
}
