using System.Globalization;
using GridCity.Benchmarks.Serving;
using GridCity.Simulation.Cities;
using Microsoft.Playwright;

namespace GridCity.Benchmarks.Pages;

/// <summary>
/// The pages in the system's own browser in software rendering, on this machine's cores with the server beside it: the first
/// useful map, frames while the map is dragged, how late a case is on the screen while many watch, and how large the pages are.
/// </summary>
internal static class PagesBenchmark
{
    private const int Watchers = 200;

    private static readonly string[] Paths = ["/", "/phone/", "/unit/", "/planner/", "/public/"];

    public static int Run(string[] args) => RunAsync(args.Contains("--smoke")).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(bool isSmoke)
    {
        await using var browser = await BenchBrowser.OpenAsync();
        if (browser is null)
        {
            Console.WriteLine("No chromium was found (GRIDCITY_CHROMIUM names one), so that nothing is measured.");
            return 0;
        }
        var cities = isSmoke ? new[] { (20, 20) } : [(43, 54), (316, 317)];
        foreach (var (columns, rows) in cities)
        {
            using var folder = new TemporaryFolder();
            var city = Path.Combine(folder.Path, "city");
            CityWriter.Save(ReportedClasses.AddTo(SyntheticGridCity.Create(columns, rows)), city);
            await using var server = await BenchServer.StartAsync(city, Path.Combine(folder.Path, "city.db"));
            await ServingBenchmark.BatchAsync(server.Http, server.Bounds, isSmoke ? 1 : 5);
            var name = string.Create(CultureInfo.InvariantCulture, $"{columns * rows:N0} cells");
            await FirstMapAsync(browser, server, name, isSmoke ? 1 : 7);
            await DragAsync(browser, server, name, isSmoke ? 1 : 5);
            if (columns * rows < 10_000)
            {
                await SizesAsync(browser, server);
                await WatchAsync(browser, server, isSmoke);
            }
        }
        return 0;
    }

    private static async Task FirstMapAsync(BenchBrowser browser, BenchServer server, string name, int times)
    {
        var (cold, warm) = (new List<double>(), new List<double>());
        for (var time = 0; time < times; time++)
        {
            await using var context = await browser.NewAsync(server.Http.BaseAddress!);
            var page = await context.NewPageAsync();
            cold.Add(await BenchBrowser.OpenMapAsync(page));
            warm.Add(await BenchBrowser.OpenMapAsync(page));
        }
        Say($"{name}: first useful map, nothing kept by the browser: {Percentiles(cold)}");
        Say($"{name}: the same page again: {Percentiles(warm)}");
    }

    // As a hand drags: a little at every frame, there and back.
    private static async Task DragAsync(BenchBrowser browser, BenchServer server, string name, int rounds)
    {
        await using var context = await browser.NewAsync(server.Http.BaseAddress!);
        var page = await context.NewPageAsync();
        await BenchBrowser.OpenMapAsync(page);
        foreach (var (zoom, words) in new[] { (0, "whole city"), (3, "three steps nearer") })
        {
            for (var step = 0; step < zoom; step++)
            {
                await page.ClickAsync(".map-tools button >> nth=0");
                await page.WaitForTimeoutAsync(400);
            }
            await page.EvaluateAsync(
                """
                () => {
                  globalThis.frames = [];
                  let last = performance.now();
                  const step = (now) => {
                    globalThis.frames.push(now - last);
                    last = now;
                    globalThis.asked = requestAnimationFrame(step);
                  };
                  globalThis.asked = requestAnimationFrame(step);
                }
                """);
            await page.Mouse.MoveAsync(960, 540);
            await page.Mouse.DownAsync();
            for (var move = 0; move < rounds * 40; move++)
            {
                var phase = move % 40;
                await page.Mouse.MoveAsync(960 + (12 * (phase < 20 ? phase : 40 - phase)), 540);
                await page.EvaluateAsync("() => new Promise(requestAnimationFrame)");
            }
            await page.Mouse.UpAsync();
            var frames = await page.EvaluateAsync<double[]>("() => { cancelAnimationFrame(globalThis.asked); return globalThis.frames.slice(2); }");
            Say($"{name}, {words}: a frame while panning: {Percentiles([.. frames])}");
        }
    }

    private static async Task SizesAsync(BenchBrowser browser, BenchServer server)
    {
        foreach (var path in Paths)
        {
            await using var context = await browser.NewAsync(server.Http.BaseAddress!);
            var page = await context.NewPageAsync();
            var (bytes, unpacked, requests) = (0.0, 0.0, 0);
            var network = await context.NewCDPSessionAsync(page);
            await network.SendAsync("Network.enable");
            network.Event("Network.loadingFinished").OnEvent += (_, finished) =>
            {
                bytes += finished!.Value.GetProperty("encodedDataLength").GetDouble();
                requests++;
            };
            network.Event("Network.dataReceived").OnEvent += (_, part) => unpacked += part!.Value.GetProperty("dataLength").GetDouble();
            await page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
            await page.WaitForTimeoutAsync(2_500);
            Say($"{path}: {bytes / 1_024:N0} KiB on the wire in {requests} answers, {unpacked / 1_024:N0} KiB unpacked");
        }
    }

    private static async Task WatchAsync(BenchBrowser browser, BenchServer server, bool isSmoke)
    {
        using var stop = new CancellationTokenSource();
        var watchers = Enumerable.Range(1, (isSmoke ? 5 : Watchers) - 1).Select(_ => DrainAsync(server, stop.Token)).ToList();
        await using var context = await browser.NewAsync(server.Http.BaseAddress!);
        var page = await context.NewPageAsync();
        await BenchBrowser.OpenMapAsync(page);
        await BenchBrowser.RecordBoardAsync(page);
        var before = await PositionAsync(server);
        // A report that is believed is reported, filed and dispatched: three updates.
        var seconds = isSmoke ? 3 : 30;
        var load = new LoadGenerator(server.Port, server.Bounds).PaceAsync(32, 1_000 / 3.0, TimeSpan.FromSeconds(seconds));
        var probes = new List<(double At, long Position)>();
        while (!load.IsCompleted)
        {
            probes.Add(await ServingProbe.ReportAsync(server));
            await Task.WhenAny(load, Task.Delay(250));
        }
        var (answered, elapsed, _) = await load;
        var updates = (await PositionAsync(server) - before) / elapsed.TotalSeconds;
        await page.WaitForTimeoutAsync(3_000);
        var seen = await page.EvaluateAsync<double[][]>("() => globalThis.seen");
        var delays = probes.Select(probe => (seen.FirstOrDefault(one => one[1] >= probe.Position)?[0] ?? double.NaN) - probe.At).ToList();
        await stop.CancelAsync();
        var received = (await Task.WhenAll(watchers)).Average() / elapsed.TotalSeconds;
        Say($"{watchers.Count + 1} watchers, {updates:N0} updates a second from {answered / elapsed.TotalSeconds:N0} reports: a case is in the page's figures after {Percentiles(delays)}; {received / 1_024:0.0} KiB a second to each");
    }

    private static async Task<long> PositionAsync(BenchServer server)
    {
        using var board = System.Text.Json.JsonDocument.Parse(await server.Http.GetStringAsync("/api/v1/board"));
        return board.RootElement.GetProperty("position").GetInt64();
    }

    private static async Task<double> DrainAsync(BenchServer server, CancellationToken stop)
    {
        var (all, part) = (0.0, new byte[16 * 1_024]);
        using var http = new HttpClient { BaseAddress = server.Http.BaseAddress, Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            await using var stream = await http.GetStreamAsync("/api/v1/stream/board", stop);
            for (var read = await stream.ReadAsync(part, stop); read > 0; read = await stream.ReadAsync(part, stop))
            {
                all += read;
            }
        }
        catch (OperationCanceledException)
        {
            // The measure is over.
        }
        return all;
    }

    private static string Percentiles(List<double> values)
    {
        var sorted = values.Where(double.IsFinite).Order().ToArray();
        return sorted.Length == 0 ? "nothing was seen" : string.Create(
            CultureInfo.InvariantCulture,
            $"p50 {sorted[sorted.Length / 2]:0} ms, p95 {sorted[sorted.Length * 95 / 100]:0} ms, max {sorted[^1]:0} ms ({sorted.Length} of {values.Count})");
    }

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
