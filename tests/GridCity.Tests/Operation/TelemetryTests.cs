using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using GridCity.Grains.InProcess;
using GridCity.Journal;
using GridCity.Silo;
using GridCity.Silo.Views;
using GridCity.Tests.Cases;
using GridCity.Tests.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GridCity.Tests.Operation;

public sealed class TelemetryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Traces_and_meters_reach_a_receiver_by_their_documented_names()
    {
        var received = new ConcurrentDictionary<string, ConcurrentQueue<string>>();
        await using var receiver = Quiet().Build();
        receiver.Urls.Add("http://127.0.0.1:0");
        receiver.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
            // Names are plain text inside the protobuf.
            received.GetOrAdd(signal, _ => new()).Enqueue(Encoding.Latin1.GetString(body.ToArray()));
            return Results.Bytes([], "application/x-protobuf");
        });
        await receiver.StartAsync(Stop);

        await ReportOnceAsync(receiver.Urls.First());

        Assert.Contains(received["traces"], text => text.Contains("commit", StringComparison.Ordinal) && text.Contains("gridcity.entries", StringComparison.Ordinal));
        Assert.Contains(received["traces"], text => text.Contains("/api/v1/reports", StringComparison.Ordinal));
        foreach (var name in new[] { "gridcity.commands", "gridcity.journal.entries", "gridcity.journal.commit.duration", "gridcity.journal.commit.entries", "http.server.request.duration" })
        {
            Assert.Contains(received["metrics"], text => text.Contains(name, StringComparison.Ordinal));
        }
    }

    private static WebApplicationBuilder Quiet()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        return builder;
    }

    private static async Task ReportOnceAsync(string otlp)
    {
        var city = TestCity.Make();
        await using var journal = new MemoryJournal(city.Id, TimeProvider.System);
        var board = new CityBoard(city, TimeProvider.System);
        var recent = new RecentEntries();
        await using var host = await InProcessHost.OpenAsync(city, journal, new InProcessOptions(), TimeProvider.System, [board, recent], Stop);
        var options = new SiloOptions { City = "test", Data = "none", Port = 0, Otlp = otlp };
        await using var app = App.Build(options, host, board, recent, TimeProvider.System);
        await app.StartAsync(Stop);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        using var response = await http.PostAsJsonAsync("/api/v1/reports", TestServer.ReportAt(50, 50), Stop);
        Assert.Equal(201, (int)response.StatusCode);
        await app.StopAsync(Stop);
    }
}
