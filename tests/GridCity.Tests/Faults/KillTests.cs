using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace GridCity.Tests.Faults;

public sealed class KillTests : IDisposable
{
    private const int Rounds = 3;
    private const int Clients = 32;
    private const int AnsweredPerRound = 400;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gridcity-kill-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_kill_in_the_middle_of_many_clients_loses_nothing_that_was_acknowledged()
    {
        var city = SquareCity.Make(_folder.FullName);
        var data = Path.Combine(_folder.FullName, "city.db");
        var acknowledged = new ConcurrentDictionary<Guid, string>();
        var unanswered = new ConcurrentBag<Dictionary<string, object>>();
        for (var round = 0; round < Rounds; round++)
        {
            await using var silo = await SiloProcess.StartAsync(city, data, Stop);
            await ReportUntilKilledAsync(silo, round, acknowledged, unanswered);
        }

        await using (var last = await SiloProcess.StartAsync(city, data, Stop))
        {
            // Who got no answer asks again with the same id, and everybody is answered exactly once.
            foreach (var report in unanswered)
            {
                using var response = await last.Http.PostAsJsonAsync("/api/v1/reports", report, Stop);
                Assert.InRange((int)response.StatusCode, 200, 201);
                acknowledged[(Guid)report["id"]] = await CaseOfAsync(response);
            }
            var reported = await ReportedAsync(last);
            Assert.Equal(acknowledged.Count, reported.Count);
            Assert.All(acknowledged, pair => Assert.Equal(pair.Value, reported[pair.Key]));
            Assert.InRange(acknowledged.Count, Rounds * AnsweredPerRound, int.MaxValue);
            Assert.Equal(0, await last.InterruptAsync(Stop));
        }
        JournalFile.AssertSound(data);
    }

    private static async Task ReportUntilKilledAsync(
        SiloProcess silo, int round, ConcurrentDictionary<Guid, string> acknowledged, ConcurrentBag<Dictionary<string, object>> unanswered)
    {
        var bounds = await SquareCity.BoundsAsync(silo.Http, Stop);
        var answered = 0;
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var clients = Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            var random = new Random((round * Clients) + client);
            while (true)
            {
                var report = SquareCity.NextReport(random, bounds);
                try
                {
                    using var response = await silo.Http.PostAsJsonAsync("/api/v1/reports", report, Stop);
                    Assert.Equal(201, (int)response.StatusCode);
                    acknowledged[(Guid)report["id"]] = await CaseOfAsync(response);
                }
                catch (Exception e) when (e is HttpRequestException or IOException)
                {
                    unanswered.Add(report);
                    return;
                }
                if (Interlocked.Increment(ref answered) == AnsweredPerRound)
                {
                    enough.SetResult();
                }
            }
        })).ToList();
        await Task.WhenAny(enough.Task, Task.WhenAll(clients));
        await silo.KillAsync();
        await Task.WhenAll(clients);
    }

    private static async Task<string> CaseOfAsync(HttpResponseMessage response)
    {
        var reply = await response.Content.ReadFromJsonAsync<JsonElement>(Stop);
        return reply.GetProperty("case").GetProperty("id").GetString()!;
    }

    private static async Task<Dictionary<Guid, string>> ReportedAsync(SiloProcess silo)
    {
        var reported = new Dictionary<Guid, string>();
        long? after = 0;
        var expected = 1L;
        while (after is not null)
        {
            var page = await silo.Http.GetFromJsonAsync<JsonElement>($"/api/v1/journal?limit=1000&after={after}", Stop);
            foreach (var entry in page.GetProperty("items").EnumerateArray())
            {
                Assert.Equal(expected++, entry.GetProperty("position").GetInt64());
                if (entry.GetProperty("kind").GetString() == "case.reported.2")
                {
                    // A second report with the same command would throw here.
                    reported.Add(entry.GetProperty("command").GetGuid(), entry.GetProperty("case").GetString()!);
                }
            }
            after = page.TryGetProperty("next", out var next) ? next.GetInt64() : null;
        }
        return reported;
    }
}
