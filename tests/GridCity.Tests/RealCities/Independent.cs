using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace GridCity.Tests.RealCities;

/// <summary>
/// The indicators of a history computed by SQL from a table <c>history</c> (row, class, unit, opened, closed, due, lon, lat), and
/// held against what a replay told.
/// </summary>
internal static class Independent
{
    /// <summary>A class's code as examples/new-york/classes.csv makes it: agency and complaint type in small letters and dashes.</summary>
    public const string SlugSql =
        """
        CASE WHEN Agency = 'HPD' AND "Complaint Type" = 'PAINT/PLASTER' THEN 'hpd-paint-plaster-2'
             ELSE lower(Agency) || '-' || trim(replace(replace(replace(replace(replace(replace(replace(replace(
               lower("Complaint Type"), ' - ', '-'), '(', ''), ')', ''), ' / ', '-'), '/', '-'), ' ', '-'), '--', '-'), '--', '-'), '-') END
        """;

    /// <summary>
    /// Marks what repeats an open case of its class: pairs come from SQL, and one pass in the order of time sees that a repetition
    /// is no case that could be repeated.
    /// </summary>
    public static void FindDuplicates(HistorySql sql, double metres, int hours)
    {
        sql.Run(
            """
            CREATE INDEX history_by_class ON history (class, opened);
            ALTER TABLE history ADD COLUMN repeats INTEGER NOT NULL DEFAULT 0;
            """);
        var reach = hours * 3_600_000L;
        var pairs = sql.Ask(
            $"""
            SELECT a.row, b.row, metres(a.lon, a.lat, b.lon, b.lat) FROM history b JOIN history a
              ON a.class = b.class AND a.opened BETWEEN b.opened - {reach} AND b.opened
             AND (a.opened < b.opened OR a.row < b.row) AND (a.closed IS NULL OR a.closed > b.opened OR (a.closed = b.opened AND a.opened < a.closed))
             AND abs(a.lat - b.lat) < 0.001 AND abs(a.lon - b.lon) < 0.001
            ORDER BY b.opened, b.row
            """).Select(row => (First: (long)row[0], Second: (long)row[1], Metres: (double)row[2])).ToList();
        // The plane and the sphere differ by millimetres: no pair may stand so near to the limit that it matters.
        Assert.DoesNotContain(pairs, pair => Math.Abs(pair.Metres - metres) < 0.02);
        var repetitions = new HashSet<long>();
        foreach (var pair in pairs.Where(pair => pair.Metres <= metres && !repetitions.Contains(pair.First)))
        {
            repetitions.Add(pair.Second);
        }
        Assert.NotEmpty(repetitions);
        sql.Run($"UPDATE history SET repeats = 1 WHERE row IN ({string.Join(", ", repetitions)})");
    }

    /// <summary>Compares every count, rate and mean, in all and for each unit.</summary>
    public static void Compare(HistorySql sql, JsonObject told, Func<string, string>? body = null)
    {
        var asOf = DateTimeOffset.Parse((string)told["asOf"]!, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        var (from, to) = (Moment(told, "from"), Moment(told, "to"));
        var question =
            $"""
            SELECT sum(opened BETWEEN {from} AND {to} - 1),
                   sum(repeats = 0 AND opened BETWEEN {from} AND {to} - 1),
                   sum(repeats = 0 AND closed BETWEEN {from} AND {to} - 1),
                   sum(repeats = 0 AND owed),
                   sum(repeats = 0 AND owed AND closed < {asOf}),
                   sum(repeats = 0 AND owed AND closed < {asOf} AND closed <= due),
                   sum(repeats = 0 AND (closed IS NULL OR closed >= {asOf})),
                   avg(CASE WHEN repeats = 0 AND closed BETWEEN {from} AND {to} - 1 THEN closed - opened END) / 3600000.0
            FROM (SELECT *, due BETWEEN {from} AND {to} - 1 AND due < {asOf} AS owed FROM history)
            """;
        var all = sql.Ask(question).Single();
        var counts = told["counts"]!.AsObject();
        Assert.Equal(
            all.Take(7).Select(Number),
            [Count(counts, "reported"), Count(counts, "filed"), Count(counts, "closed"), Count(counts, "closingDue"),
                Count(counts, "closingClosed"), Count(counts, "closedOnTime"), Count(counts, "open")]);
        Assert.Equal((double)all[7], (double)told["meanHours"]!, 9);
        AssertRate(told, "closing", Number(all[4]), Number(all[3]));
        AssertRate(told, "closing-on-time", Number(all[5]), Number(all[3]));
        AssertRate(told, "filing", Number(all[1]), Number(all[0]));
        CompareUnits(sql, told, question, body ?? (unit => unit));
    }

    private static void CompareUnits(HistorySql sql, JsonObject told, string question, Func<string, string> body)
    {
        var expected = sql.Ask(question.Replace("SELECT sum(opened", "SELECT unit, sum(opened", StringComparison.Ordinal) + " GROUP BY unit")
            .Where(row => Number(row[2]) > 0)
            .Select(row => (Unit: (string)row[0], Filed: Number(row[2]), Closed: Number(row[3]), Due: Number(row[4]), OfDue: Number(row[5]),
                OnTime: Number(row[6]), Hours: row[8] is double hours ? Math.Round(hours, 6) : 0))
            .OrderBy(unit => unit.Unit, StringComparer.Ordinal).ToList();
        var actual = told["units"]!.AsArray().Select(unit => unit!.AsObject())
            .GroupBy(unit => body((string)unit["id"]!), StringComparer.Ordinal)
            .Select(units => (Unit: units.Key, Filed: Sum(units, "filed"), Closed: Sum(units, "closed"), Due: Sum(units, "closingDue"),
                OfDue: Sum(units, "closingClosed"), OnTime: Sum(units, "closedOnTime"), Hours: Math.Round(Mean(units), 6)))
            .Where(unit => unit.Filed > 0)
            .OrderBy(unit => unit.Unit, StringComparer.Ordinal).ToList();
        Assert.Equal(expected, actual);
    }

    private static long Sum(IEnumerable<JsonObject> units, string counter) => units.Sum(unit => Count(unit["counts"]!.AsObject(), counter));

    // Means of the desks of an agency, weighed by how many cases each closed.
    private static double Mean(IEnumerable<JsonObject> units)
    {
        var all = units.Select(unit => (Count: Count(unit["counts"]!.AsObject(), "closed"), Hours: (double?)unit["meanHours"] ?? 0)).ToList();
        return all.Sum(unit => unit.Count) is var count and > 0 ? all.Sum(unit => unit.Count * unit.Hours) / count : 0;
    }

    private static void AssertRate(JsonObject told, string id, long numerator, long denominator)
    {
        var rate = told["indicators"]!.AsArray().Single(one => (string)one!["id"]! == id)!;
        Assert.Equal((numerator, denominator), ((long)rate["numerator"]!, (long)rate["denominator"]!));
        Assert.Equal((double)numerator / denominator, (double)rate["value"]!, 12);
    }

    private static long Moment(JsonObject told, string name) =>
        DateTimeOffset.Parse((string)told[name]!, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    private static long Count(JsonObject counts, string name) => (long?)counts[name] ?? 0;

    private static long Number(object value) => value is long number ? number : 0;
}
