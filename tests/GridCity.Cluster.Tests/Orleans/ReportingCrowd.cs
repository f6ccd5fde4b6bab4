using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GridCity.Tests.Faults;

namespace GridCity.Cluster.Tests.Orleans;

/// <summary>
/// Clients that report one after the other, each at a silo of its own, and say the same report again, to the next silo, until
/// somebody has answered it.
/// </summary>
internal sealed class ReportingCrowd : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<Guid, string> _answered = new();
    private readonly ConcurrentBag<(long Asked, long Answered, string Way)> _times = [];
    private readonly ConcurrentDictionary<string, int> _refused = new();
    private readonly CancellationTokenSource _enough = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly Task[] _clients;
    private readonly SemaphoreSlim _more = new(0);
    private int _putOff;

    public ReportingCrowd(IReadOnlyList<HttpClient> silos, double[] bounds, int clients) =>
        _clients = [.. Enumerable.Range(0, clients).Select(number => Task.Run(() => ReportOnAsync(silos, bounds, number)))];

    /// <summary>The reports that were answered, with the case of each.</summary>
    public IReadOnlyDictionary<Guid, string> Answered => _answered;

    /// <summary>Answers that were neither yes nor "try again".</summary>
    public IReadOnlyDictionary<string, int> Refused => _refused;

    /// <summary>How often a silo said "try again".</summary>
    public int PutOff => Volatile.Read(ref _putOff);

    /// <summary>Waits for so many answers from now on.</summary>
    public async Task WaitForAsync(int answers, CancellationToken stop)
    {
        while (await _more.WaitAsync(TimeSpan.Zero, stop))
        {
            // What was answered before now does not count.
        }
        for (var count = 0; count < answers; count++)
        {
            await _more.WaitAsync(stop);
        }
    }

    /// <summary>
    /// Waits until every report that has been asked by now is answered, and says how long the slowest took since a moment,
    /// and how its attempts ended.
    /// </summary>
    public async Task<(TimeSpan Time, string Way)> WaitForAllAsync(long since, CancellationToken stop)
    {
        // Each client answers one at a time: when all have had another one, the earlier ones are through.
        await WaitForAsync(_clients.Length * 6, stop);
        var slowest = _times.Where(time => time.Answered > since).MaxBy(time => time.Answered - Math.Max(time.Asked, since));
        return (Stopwatch.GetElapsedTime(Math.Max(slowest.Asked, since), slowest.Answered), slowest.Way);
    }

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        // Only where nobody answers any more, because a test has failed.
        _lost.CancelAfter(TimeSpan.FromMinutes(1));
        await Task.WhenAll(_clients);
        _lost.Dispose();
        _enough.Dispose();
        _more.Dispose();
    }

    private async Task ReportOnAsync(IReadOnlyList<HttpClient> silos, double[] bounds, int number)
    {
        var random = new Random(number);
        using var timer = new PeriodicTimer(Pause);
        while (!_enough.IsCancellationRequested)
        {
            var report = SquareCity.NextReport(random, bounds);
            var asked = Stopwatch.GetTimestamp();
            var attempts = new List<string>();
            for (var silo = number % silos.Count; ; silo = (silo + 1) % silos.Count)
            {
                var tried = Stopwatch.GetTimestamp();
                var trouble = await TryAsync(silos[silo], report);
                attempts.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"silo {silo + 1}: {trouble ?? "yes"} after {Stopwatch.GetElapsedTime(tried).TotalSeconds:0.0} s"));
                if (trouble is null)
                {
                    break;
                }
                if (_lost.IsCancellationRequested)
                {
                    return;
                }
                await timer.WaitForNextTickAsync(CancellationToken.None);
            }
            _times.Add((asked, Stopwatch.GetTimestamp(), string.Join(", ", attempts)));
            _more.Release();
        }
    }

    // What was said instead of yes, or null.
    private async Task<string?> TryAsync(HttpClient silo, Dictionary<string, object> report)
    {
        try
        {
            using var response = await silo.PostAsJsonAsync("/api/v1/reports", report, CancellationToken.None);
            if (response.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK)
            {
                var body = await response.Content.ReadFromJsonAsync<JsonElement>(CancellationToken.None);
                _answered[(Guid)report["id"]] = body.GetProperty("case").GetProperty("id").GetString()!;
                return null;
            }
            if (response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.InsufficientStorage)
            {
                Interlocked.Increment(ref _putOff);
            }
            else
            {
                var said = await response.Content.ReadAsStringAsync(CancellationToken.None);
                _refused.AddOrUpdate($"{(int)response.StatusCode} {said}", 1, (_, count) => count + 1);
            }
            return response.StatusCode.ToString();
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException or IOException)
        {
            // The silo went, or hangs: the next one is asked.
            return e.GetType().Name;
        }
    }
}
