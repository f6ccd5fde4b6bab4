using System.Net;
using System.Net.Http.Json;
using GridCity.Tests.Faults;
using Xunit;

namespace GridCity.Cluster.Tests.Orleans;

/// <summary>What operators see of a cluster: readiness, one stream for the whole city, and traces from the request to the commit.</summary>
[Collection(RealProcesses.Name)]
public sealed class ClusterTraceTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_trace_runs_from_the_request_through_the_grain_to_the_commit()
    {
        await using var receiver = await OtlpReceiver.StartAsync(Stop);
        await using (var cluster = await ProcessCluster.StartAsync(Stop, receiver.Address))
        {
            var bounds = await SquareCity.BoundsAsync(cluster.Http[0], Stop);
            var random = new Random(5);
            for (var number = 0; number < 6; number++)
            {
                using var response = await cluster.Http[number % 3].PostAsJsonAsync("/api/v1/reports", SquareCity.NextReport(random, bounds), Stop);
                Assert.Equal(HttpStatusCode.Created, response.StatusCode);
            }
        }
        var spans = receiver.Spans.ToDictionary(span => span.Id);
        var commits = spans.Values.Where(span => span.Name == "commit").ToList();
        Assert.NotEmpty(commits);
        var ways = commits.ConvertAll(commit => string.Join(" < ", Way(commit, spans).Select(span => span.Name)));
        Assert.True(
            ways.Exists(way => way.Contains("< ICellGrain/AskAsync <", StringComparison.Ordinal) && way.EndsWith("HttpRequestIn", StringComparison.Ordinal)),
            string.Join('\n', ways.Concat(spans.Values.Select(span => span.Name).Distinct())));
        foreach (var name in new[] { "gridcity.commands", "gridcity.journal.commit.duration", "orleans-catalog-activations", "http.server.request.duration" })
        {
            Assert.Contains(receiver.Metrics, text => text.Contains(name, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Every_silo_shows_and_streams_the_whole_city()
    {
        await using var cluster = await ProcessCluster.StartAsync(Stop);
        var bounds = await SquareCity.BoundsAsync(cluster.Http[0], Stop);
        var random = new Random(6);
        var streams = await Task.WhenAll(cluster.Http.Select(http => http.GetStreamAsync("/api/v1/stream?after=0", Stop)));
        var reports = Enumerable.Range(0, 12).Select(_ => SquareCity.NextReport(random, bounds)).ToList();
        for (var number = 0; number < reports.Count; number++)
        {
            using var response = await cluster.Http[number % 3].PostAsJsonAsync("/api/v1/reports", reports[number], Stop);
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        }
        foreach (var stream in streams)
        {
            using var reader = new StreamReader(stream);
            Assert.Equal(reports.Count, await CountReportsAsync(reader, reports.Count));
        }
        foreach (var http in cluster.Http)
        {
            using var health = await http.GetAsync("/health/ready", Stop);
            Assert.Contains("\"ready\"", await health.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }
    }

    private static async Task<int> CountReportsAsync(StreamReader reader, int until)
    {
        var count = 0;
        while (count < until && await reader.ReadLineAsync(Stop) is { } line)
        {
            count += line.Contains("case.reported", StringComparison.Ordinal) ? 1 : 0;
        }
        return count;
    }

    private static IEnumerable<ReceivedSpan> Way(ReceivedSpan from, Dictionary<string, ReceivedSpan> spans)
    {
        var at = from;
        yield return at;
        while (spans.TryGetValue(at.Parent, out var parent))
        {
            at = parent;
            yield return at;
        }
    }
}
