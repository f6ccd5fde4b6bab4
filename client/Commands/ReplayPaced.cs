using System.Globalization;
using GridCity.Client.Api;
using GridCity.Core.Cities;
using GridCity.Simulation.Replay;
using GridCity.Simulation.Runs;

namespace GridCity.Client.Commands;

/// <summary>
/// Sends the reports of a history to a running server in the rhythm in which they came, at a multiple of real time, so that
/// a command centre can watch last year's worst day. Only reports are sent: handling them is what people then practise.
/// </summary>
internal static class PacedReplay
{
    private const int BatchMax = 1_000;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    /// <summary>Sends until the end or until stopped.</summary>
    public static async Task<int> RunAsync(
        Invocation given, City city, string file, string mapping, ReplayOptions options, double pace, CancellationToken stop)
    {
        var history = HistoryFile.Open(city, file, mapping, options, stop);
        using var client = given.Connect();
        var tally = new PaceTally();
        var time = given.Terminal.Time;
        var began = time.GetTimestamp();
        var first = history.First;
        var batch = new List<ReportRequest>();
        var next = history.Next();
        given.Terminal.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{history.Count:N0} reports from {DateTimeOffset.FromUnixTimeMilliseconds(first):yyyy-MM-dd HH:mm} UTC on, {pace:0.##} times as fast."));
        try
        {
            while (next is not null)
            {
                var now = first + (long)(time.GetElapsedTime(began).TotalMilliseconds * pace);
                while (next is not null && next.At <= now && batch.Count < BatchMax)
                {
                    batch.Add(ToRequest(next));
                    next = history.Next();
                }
                if (batch.Count > 0)
                {
                    tally.Add(await client.ReportBatchAsync(batch, stop));
                    batch.Clear();
                }
                else
                {
                    await Task.Delay(Beat, time, stop);
                }
            }
        }
        finally
        {
            given.Terminal.Output.WriteLine(tally.ToString());
        }
        return tally.Refused > 0 ? ExitCode.Refused : ExitCode.Done;
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

    private sealed class PaceTally
    {
        private long _accepted;
        private long _repeated;

        public long Refused { get; private set; }

        public void Add(BatchAnswer answer)
        {
            _accepted += answer.Accepted;
            _repeated += answer.Repeated;
            Refused += answer.Refused;
        }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"{_accepted:N0} taken in, {_repeated:N0} in before, {Refused:N0} refused by the server.");
    }
}
