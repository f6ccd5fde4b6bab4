using System.Globalization;
using GridCity.Client.Api;
using GridCity.Client.Views;
using GridCity.Core.Cities;
using GridCity.Simulation.Replay;
using GridCity.Simulation.Runs;

namespace GridCity.Client.Commands;

/// <summary>
/// Sends the reports of a history to a running server in the rhythm in which they came, at a multiple of real time, so that
/// a command centre can watch last year's worst day. Handling them is what people then practise; where it is asked for, the
/// steps that history records are sent too, each when it is its turn.
/// </summary>
internal sealed class PacedReplay
{
    private const int BatchMax = 1_000;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    private readonly Invocation _given;
    private readonly GridCityClient _client;
    private readonly PacedCases? _cases;
    private readonly HistoryFile _history;
    private readonly List<PlannedReport> _batch = [];
    private long _sent;
    private long _accepted;
    private long _repeated;
    private long _refused;
    private string? _firstRefusal;

    private PacedReplay(Invocation given, GridCityClient client, HistoryFile history, bool hasSteps)
    {
        (_given, _client, _history) = (given, client, history);
        _cases = hasSteps ? new PacedCases(client) : null;
    }

    /// <summary>Sends until the end or until stopped.</summary>
    public static async Task<int> RunAsync(
        Invocation given, City city, string file, string mapping, ReplayOptions options, double pace, bool hasSteps, CancellationToken stop)
    {
        var history = HistoryFile.Open(city, file, mapping, options, stop);
        foreach (var sentence in history.Account.Sentences())
        {
            given.Terminal.Output.WriteLine(sentence);
        }
        using var client = given.Connect();
        var first = new CityTime(city.TimeZone).ZonedMinute(DateTimeOffset.FromUnixTimeMilliseconds(history.First));
        given.Terminal.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{history.Count:N0} reports from {first} on, {pace:0.##} times as fast."));
        return await new PacedReplay(given, client, history, hasSteps).RunAsync(pace, stop);
    }

    private async Task<int> RunAsync(double pace, CancellationToken stop)
    {
        var time = _given.Terminal.Time;
        var began = time.GetTimestamp();
        var watch = RunWatch.Start(_given);
        var next = _history.Next();
        var last = _cases is null ? _history.LastReport : _history.Last;
        try
        {
            while (next is not null || _cases?.Count > 0)
            {
                var now = _history.First + (long)(time.GetElapsedTime(began).TotalMilliseconds * pace);
                while (next is not null && next.At <= now && _batch.Count < BatchMax)
                {
                    _batch.Add(next);
                    next = _history.Next();
                }
                var hasWorked = _batch.Count > 0;
                await SendAsync(stop);
                hasWorked |= _cases is not null && await _cases.MoveAsync(now, stop);
                if (!hasWorked)
                {
                    await Task.Delay(Beat, time, stop);
                }
                watch.Tell(Math.Clamp((now - _history.First) / (double)Math.Max(1, last - _history.First), 0, 1));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _given.Terminal.Output.WriteLine("PARTIAL: stopped before the end; the same command again goes on, because nothing is taken in twice.");
            return ExitCode.Interrupted;
        }
        finally
        {
            Tell();
        }
        return _refused + (_cases?.Refused ?? 0) + _history.Account.Bad > 0 ? ExitCode.Refused : ExitCode.Done;
    }

    private async Task SendAsync(CancellationToken stop)
    {
        if (_batch.Count == 0)
        {
            return;
        }
        var answer = await _client.ReportBatchAsync([.. _batch.Select(ToRequest)], stop);
        _sent += _batch.Count;
        _accepted += answer.Accepted;
        _repeated += answer.Repeated;
        _refused += answer.Refused;
        foreach (var result in answer.Results)
        {
            _cases?.Add(_batch[result.Index], result);
            if (result.Outcome == ReportOutcome.Refused)
            {
                _firstRefusal ??= $"{_batch[result.Index].Draft.Reference}: {result.Detail}";
            }
        }
        _batch.Clear();
    }

    private void Tell()
    {
        _given.Terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{_sent:N0} sent: {_accepted:N0} taken in, {_repeated:N0} in before, {_refused:N0} refused by the server."));
        if (_firstRefusal is { } refusal)
        {
            _given.Terminal.Output.WriteLine("The first report refused: " + refusal);
        }
        if (_cases is not null)
        {
            _given.Terminal.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{_cases.Steps:N0} recorded steps taken, {_cases.Closed:N0} cases closed, {_cases.Count:N0} still to be handled;"
                    + $" {_cases.Refused:N0} cases refused a step."));
            if (_cases.FirstRefusal is { } why)
            {
                _given.Terminal.Output.WriteLine("The first step refused: " + why);
            }
        }
    }

    // What was seen then is seen now: a server takes no report of last year's moment for a fresh one. A draft without a time
    // has the moment of receipt.
    private static ReportRequest ToRequest(PlannedReport planned) => new()
    {
        Id = planned.Id,
        Class = planned.Draft.Class,
        Condition = planned.Draft.Condition,
        Channel = planned.Draft.Channel,
        Lon = planned.Draft.Longitude,
        Lat = planned.Draft.Latitude,
        Frame = planned.Draft.Frame,
        Reference = planned.Draft.Reference,
        Text = "[replay]",
    };
}
