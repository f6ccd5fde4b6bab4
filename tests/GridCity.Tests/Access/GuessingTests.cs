using System.Net.Http.Json;
using Xunit;

namespace GridCity.Tests.Access;

/// <summary>A server of its own, because guessing closes the door for everybody at the address.</summary>
public sealed class GuessingTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Guessing_is_slowed_down()
    {
        using var http = server.NewClient();
        var statuses = new List<int>();
        for (var attempt = 0; attempt < 15; attempt++)
        {
            using var answer = await http.PostAsJsonAsync("/api/v1/session", new { name = "planner", password = "guess" + attempt }, Stop);
            statuses.Add((int)answer.StatusCode);
        }
        Assert.Contains(429, statuses);
    }
}
