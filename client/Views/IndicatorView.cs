using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Evaluation;
using GridCity.Simulation.Runs;
using Spectre.Console;

namespace GridCity.Client.Views;

/// <summary>Shows the indicators of a period of a run as tables.</summary>
internal static class IndicatorView
{
    private static readonly Counter[] Counts =
    [
        Counter.Reported, Counter.Filed, Counter.Merged, Counter.Rejected, Counter.Closed, Counter.ClosingDue, Counter.ClosingClosed,
        Counter.ClosedOnTime, Counter.Open, Counter.OpenOverdue,
    ];

    /// <summary>Shows a sheet.</summary>
    public static void Show(Terminal terminal, City city, IndicatorSheet sheet)
    {
        var board = sheet.Board;
        var known = new CityTime(city.TimeZone).ZonedMinute(board.AsOf);
        terminal.Output.WriteLine($"Indicators of {board.Period.Label}, as known on {known}.");
        var counts = CaseView.Plain("counted in the period", "");
        foreach (var counter in Counts)
        {
            counts.AddRow(new Text(Words(counter)), new Text(Wording.Count(board.City[counter])).RightJustified());
        }
        counts.AddRow(new Text("hours from report to closing, mean"), new Text(Number(sheet.MeanHours, "N2")).RightJustified());
        terminal.Screen.Write(counts);
        terminal.Screen.Write(Indicators(board.City));
        terminal.Screen.Write(Units(city, sheet));
    }

    private static Table Indicators(Tally city)
    {
        var table = CaseView.Plain("indicator", "指标", "of", "%", "95 % interval");
        foreach (var indicator in Core.Evaluation.Indicators.All)
        {
            var rate = city.RateOf(indicator);
            if (rate.Denominator > 0)
            {
                table.AddRow(
                    new Text(indicator.Name),
                    new Text(indicator.NameZh),
                    new Text($"{Wording.Count(rate.Numerator)}/{Wording.Count(rate.Denominator)}").RightJustified(),
                    new Text(Number(100 * rate.Value, "N2")).RightJustified(),
                    new Text($"{Number(100 * rate.Interval.Low, "N2")}–{Number(100 * rate.Interval.High, "N2")}"));
            }
        }
        return table;
    }

    private static Table Units(City city, IndicatorSheet sheet)
    {
        var table = CaseView.Plain("unit", "filed", "closed", "due", "closed of due", "%", "in time", "%", "mean h to close");
        foreach (var (id, tally) in sheet.Board.Units.OrderByDescending(unit => unit.Value[Counter.Filed]).ThenBy(unit => unit.Key, StringComparer.Ordinal))
        {
            var (due, closed, onTime) = (tally[Counter.ClosingDue], tally[Counter.ClosingClosed], tally[Counter.ClosedOnTime]);
            table.AddRow(
                new Text(CaseView.Shorten(city.Units.GetValueOrDefault(id)?.Name ?? id, 44)),
                Count(tally[Counter.Filed]),
                Count(tally[Counter.Closed]),
                Count(due),
                Count(closed),
                new Text(Number(due == 0 ? null : 100.0 * closed / due, "N1")).RightJustified(),
                Count(onTime),
                new Text(Number(due == 0 ? null : 100.0 * onTime / due, "N1")).RightJustified(),
                new Text(Number(sheet.MeanHoursOfUnits.TryGetValue(id, out var hours) ? hours : null, "N1")).RightJustified());
        }
        return table;

        static Text Count(int count) => new Text(Wording.Count(count)).RightJustified();
    }

    private static string Words(Counter counter) => counter switch
    {
        Counter.Reported => "reports (上报)",
        Counter.Filed => "filed (立案)",
        Counter.Merged => "merged with another (重复)",
        Counter.Rejected => "rejected (不予立案)",
        Counter.Closed => "closed (结案)",
        Counter.ClosingDue => "due to close (应结案)",
        Counter.ClosingClosed => "  of these closed",
        Counter.ClosedOnTime => "  of these closed in time (按期结案)",
        Counter.Open => "open when known (在办)",
        _ => "  of these overdue (超期)",
    };

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}

/// <summary>The indicators of a period, for programs.</summary>
internal sealed record IndicatorPicture(
    string Period,
    DateTimeOffset From,
    DateTimeOffset To,
    DateTimeOffset AsOf,
    IReadOnlyDictionary<string, int> Counts,
    double? MeanHours,
    IReadOnlyList<RatePicture> Indicators,
    IReadOnlyList<UnitPicture> Units)
{
    /// <summary>The picture of a sheet.</summary>
    public static IndicatorPicture Of(IndicatorSheet sheet)
    {
        var (board, city) = (sheet.Board, sheet.Board.City);
        return new IndicatorPicture(
            board.Period.Label,
            board.Period.From,
            board.Period.To,
            board.AsOf,
            CountsOf(city),
            sheet.MeanHours,
            [
                .. Core.Evaluation.Indicators.All.Select(indicator => (indicator, Rate: city.RateOf(indicator))).Where(one => one.Rate.Denominator > 0)
                    .Select(one => new RatePicture(one.indicator.Id, one.Rate.Numerator, one.Rate.Denominator, one.Rate.Value!.Value)),
            ],
            [
                .. board.Units.OrderBy(unit => unit.Key, StringComparer.Ordinal).Select(unit => new UnitPicture(
                    unit.Key, CountsOf(unit.Value), sheet.MeanHoursOfUnits.TryGetValue(unit.Key, out var hours) ? hours : null)),
            ]);
    }

    private static SortedDictionary<string, int> CountsOf(Tally tally) => new(
        Enum.GetValues<Counter>().Where(counter => tally[counter] > 0)
            .ToDictionary(counter => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(counter.ToString()), counter => tally[counter]),
        StringComparer.Ordinal);
}

/// <summary>An indicator, for programs: the share from 0 to 1 and its two numbers.</summary>
internal sealed record RatePicture(string Id, int Numerator, int Denominator, double Value);

/// <summary>The counts of a unit that are not nought, for programs.</summary>
internal sealed record UnitPicture(string Id, IReadOnlyDictionary<string, int> Counts, double? MeanHours);
