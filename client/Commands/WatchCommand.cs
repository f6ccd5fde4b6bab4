using System.CommandLine;
using GridCity.Client.Api;
using GridCity.Client.Views;
using GridCity.Client.Watch;

namespace GridCity.Client.Commands;

/// <summary><c>gridcity watch</c>: the city as it happens, as a screen or line by line.</summary>
internal static class WatchCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var after = new Option<long?>("--after")
        {
            Description = "Write the journal line by line, beginning after this position (0: from its beginning).",
            HelpName = "position",
        };
        var lines = new Option<bool>("--lines") { Description = "Write line by line, also on a screen." };
        var count = new Option<long?>("--count")
        {
            Description = "End after so many lines (default: until Ctrl+C).",
            HelpName = "number",
        };
        var command = new GuidedCommand(
            "watch",
            "Watch the city as it happens: a live screen, or lines where the output is no screen.",
            "gridcity watch",
            "gridcity watch --after 0 --json | jq .kind")
        {
            after, lines, count,
        };
        command.Does(terminal, common, async (given, stop) =>
        {
            using var client = given.Connect();
            var isScreen = terminal.IsInteractive && !given.IsJson && !given.Get(lines)
                && given.Get(after) is null && given.Get(count) is null;
            try
            {
                var city = await client.GetCityAsync(stop);
                await (isScreen
                    ? new WatchScreen(terminal, city).RunAsync(client.FollowBoardAsync(stop))
                    : WriteAsync(given, client.FollowAsync(given.Get(after), stop), city, given.Get(count)));
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Ctrl+C is how watching ends.
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task WriteAsync(
        Invocation given,
        IAsyncEnumerable<StreamEvent> events,
        CityPicture city,
        long? count)
    {
        var time = CityTime.Of(city);
        var left = count ?? long.MaxValue;
        await foreach (var happened in events)
        {
            switch (happened)
            {
                case EntryArrived arrived when given.IsJson:
                    given.WriteJson(arrived.Entry, Wire.Json.JournalEntry);
                    break;
                case EntryArrived arrived:
                    given.Terminal.Output.WriteLine(LineOf(arrived.Entry, time));
                    break;
                case StreamInterrupted interrupted:
                    given.Complain($"{interrupted.Because}; trying again in {interrupted.RetryIn.TotalSeconds:0.0} s");
                    continue;
                default:
                    continue;
            }
            left--;
            if (left <= 0)
            {
                return;
            }
        }
    }

    private static string LineOf(JournalEntry entry, CityTime time)
    {
        var told = EntryText.Of(entry, time);
        var why = told.Why.Length == 0 ? string.Empty : $" – {CaseView.Shorten(told.Why, 100)}";
        return $"{time.Second(entry.At)}  {entry.Case}  {told.What}{why}  [{told.Who}]";
    }
}
