using System.Globalization;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Simulation.Formats;

namespace GridCity.Simulation.Rules;

/// <summary>
/// A row of a table of expected routings: a report that nobody made and where it should go. What is null is not asked;
/// an empty unit means that nobody should get it.
/// </summary>
public sealed record ExpectedRouting(
    int Line, GeoPoint Point, string Class, string Channel, DateTimeOffset? At, string Unit)
{
    /// <summary>The filing condition, or null.</summary>
    public string? Condition { get; init; }

    /// <summary>The limit that should count, or null.</summary>
    public Limit? Limit { get; init; }

    /// <summary>The rule that should decide, or null.</summary>
    public string? Rule { get; init; }

    /// <summary>The great event that should hold, or null.</summary>
    public string? Event { get; init; }

    /// <summary>The units that should support, between blanks, or null.</summary>
    public string? Supporting { get; init; }

    /// <summary>The units that should be told, between blanks, or null.</summary>
    public string? Inform { get; init; }
}

/// <summary>How a row fared: what came, and, when it is not what was expected, why.</summary>
public sealed record CheckedRouting(ExpectedRouting Expected, Routing? Routing, bool IsRight, string Why);

/// <summary>Tables of expected routings, which a city keeps beside its rules and runs after every change.</summary>
public static class RoutingTable
{
    private static readonly CsvColumns Columns = new(
        ["lon", "lat", "class", "unit"],
        ["condition", "channel", "at", "limit", "rule", "event", "supporting", "inform"]);

    /// <summary>
    /// Reads a table. Points are in the city's frame; a time without an offset is the city's own. A row that names what
    /// the city does not have is a fault.
    /// </summary>
    public static IReadOnlyList<ExpectedRouting> Read(InputFile file, City city, FaultList faults)
    {
        var ours = faults.In(file.Name);
        var rows = new List<ExpectedRouting>();
        foreach (var row in CsvTable.Read(file, Columns, faults))
        {
            var (isPlaced, point) = PointOf(row, city, ours);
            var isTimed = TryTime(row, city, ours, out var at);
            var isKnown = Known(row, "class", city.Classes.Keys, "class", ours)
                & (row["channel"].Length == 0 || Known(row, "channel", city.Channels.Keys, "channel", ours))
                & (row["unit"].Length == 0 || Known(row, "unit", city.Units.Keys, "unit", ours));
            var isLimited = TryLimit(row, ours, out var limit) & IsCondition(row, city, ours);
            if (isPlaced && isTimed && isKnown && isLimited)
            {
                var channel = row["channel"].Length == 0 ? city.Channels.Keys.First() : row["channel"];
                rows.Add(new ExpectedRouting(row.Line, point, row["class"], channel, at, row["unit"])
                {
                    Condition = Filled(row["condition"]),
                    Limit = limit,
                    Rule = Filled(row["rule"]),
                    Event = Filled(row["event"]),
                    Supporting = Filled(row["supporting"]),
                    Inform = Filled(row["inform"]),
                });
            }
        }
        return rows;
    }

    /// <summary>Routes a row; one without a time is asked for <paramref name="now"/>.</summary>
    public static CheckedRouting Check(City city, ExpectedRouting expected, DateTimeOffset now)
    {
        var place = city.Plane.ToPlane(expected.Point);
        var cell = city.Grid.Locate(place);
        if (cell < 0)
        {
            return new CheckedRouting(expected, null, false, $"the point lies in no cell of {city.Name}");
        }
        var question = new RoutingQuestion(
            expected.Class, expected.Channel, city.Grid.CodeOf(cell), cell, place, expected.At ?? now);
        var routing = city.Rules.Route(question);
        var limit = expected.Limit is null ? default : Forecast.Of(city, question, expected.Condition).Limit;
        var differs = Differences(expected, routing, limit).ToList();
        return differs.Count == 0
            ? new CheckedRouting(expected, routing, true, string.Empty)
            : new CheckedRouting(expected, routing, false, string.Join("; ", differs) + ". " + Why(city, question, expected, routing));
    }

    private static IEnumerable<string> Differences(ExpectedRouting expected, Routing? routing, Limit limit)
    {
        (string Field, string? Expected, string Came)[] fields =
        [
            ("unit", expected.Unit, routing?.Unit ?? string.Empty),
            ("limit", expected.Limit?.ToString(), limit.ToString()),
            ("rule", expected.Rule, routing?.Reason.Rule ?? string.Empty),
            ("event", expected.Event, routing?.Event ?? string.Empty),
            ("supporting", Sorted(expected.Supporting), Sorted(routing?.Supporting ?? [])),
            ("inform", Sorted(expected.Inform), Sorted(routing?.Inform ?? [])),
        ];
        return fields.Where(field => field.Expected is not null && field.Expected != field.Came)
            .Select(field => $"{field.Field} is {Named(field.Came)}, expected was {Named(field.Expected!)}");
    }

    /// <summary>What decided, and how the rules fared that would have given what was expected.</summary>
    private static string Why(City city, in RoutingQuestion question, ExpectedRouting expected, Routing? routing)
    {
        var decided = routing?.Reason is { } reason
            ? $"Rule {reason.Rule} decided{(reason.Feature is null ? string.Empty : $", by {reason.Feature} of {reason.Layer} at {Metres(reason.Distance)}")}"
            : "No rule decided";
        var wanted = city.Rules.Rules.Concat(city.Rules.Overlays.SelectMany(overlay => overlay.Rules))
            .Where(rule => expected.Rule is null ? rule.Lead == expected.Unit : rule.Id == expected.Rule)
            .Select(rule => rule.Id).ToHashSet(StringComparer.Ordinal);
        var others = city.Rules.Explain(question).Trials
            .Where(trial => wanted.Contains(trial.Rule) && trial.Rule != routing?.Reason.Rule)
            .Select(trial => $"{trial.Rule} {trial.Outcome}: {trial.Because}").ToList();
        var missing = expected.Rule is not null && others.Count == 0 && routing?.Reason.Rule != expected.Rule
            ? $"; {expected.Rule} is not for this class, or there is no such rule"
            : string.Empty;
        return decided + (others.Count == 0 ? missing : "; " + string.Join("; ", others));
    }

    private static string Metres(double? distance) =>
        string.Create(CultureInfo.InvariantCulture, $"{distance:0.##} m");

    private static string Named(string text) => text.Length == 0 ? "nobody" : text;

    private static string? Filled(string text) => text.Length == 0 ? null : text;

    private static string? Sorted(string? units) =>
        units is null ? null : Sorted(units.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Sorted(IEnumerable<string> units) => string.Join(' ', units.Order(StringComparer.Ordinal));

    private static bool Known(CsvRow row, string column, IEnumerable<string> known, string kind, FileFaults faults)
    {
        if (known.Contains(row[column], StringComparer.Ordinal))
        {
            return true;
        }
        faults.Error(
            row.Line, column, $"is '{row[column]}', which is no {kind} of this city.{Nearest.Hint(row[column], known)}");
        return false;
    }

    private static bool TryLimit(CsvRow row, FileFaults faults, out Limit? limit)
    {
        limit = Limit.TryParse(row["limit"], out var read) ? read : null;
        if (limit is not null || row["limit"].Length == 0)
        {
            return true;
        }
        faults.Error(row.Line, "limit", $"is '{row["limit"]}'; a number with uh, wh, wd or d was expected, as in 4wh.");
        return false;
    }

    private static bool IsCondition(CsvRow row, City city, FileFaults faults)
    {
        if (Filled(row["condition"]) is not { } condition || city.Limits.Has(row["class"], condition))
        {
            return true;
        }
        var known = city.Limits.ConditionsOf(row["class"]);
        faults.Error(
            row.Line,
            "condition",
            $"is '{condition}', for which {row["class"]} has no limit; "
            + (known.Count == 0 ? "it has no conditions." : $"it has {string.Join(", ", known)}."));
        return false;
    }

    private static (bool IsSound, GeoPoint Point) PointOf(CsvRow row, City city, FileFaults faults)
    {
        var (longitude, latitude) = (DegreesOf(row, "lon", 180, faults), DegreesOf(row, "lat", 90, faults));
        return longitude is { } lon && latitude is { } lat
            ? (true, Frames.ToWgs84(new GeoPoint(lon, lat), city.InputFrame))
            : (false, default);
    }

    private static double? DegreesOf(CsvRow row, string column, double most, FileFaults faults)
    {
        if (AttributeTest.TryNumber(row[column], out var degrees) && Math.Abs(degrees) <= most)
        {
            return degrees;
        }
        faults.Error(row.Line, column, $"is '{row[column]}'; degrees from -{most} to {most} were expected.");
        return null;
    }

    private static bool TryTime(CsvRow row, City city, FileFaults faults, out DateTimeOffset? at)
    {
        at = null;
        if (row["at"].Length == 0)
        {
            return true;
        }
        const DateTimeStyles Styles = DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
        if (!DateTime.TryParse(row["at"], CultureInfo.InvariantCulture, Styles, out var time))
        {
            faults.Error(row.Line, "at", $"is '{row["at"]}'; a date and time was expected, as in 2026-10-01 08:30.");
            return false;
        }
        at = time.Kind == DateTimeKind.Utc
            ? new DateTimeOffset(time)
            : new DateTimeOffset(time, city.TimeZone.GetUtcOffset(time));
        return true;
    }
}
