using System.Text.Json.Nodes;
using Xunit;

namespace GridCity.Tests.RealCities;

/// <summary>
/// Replays real histories by the commands of docs/real-cities.md and holds every printed number against SQL over the raw file.
/// </summary>
public sealed class ReplayedIndicatorTests : IDisposable
{
    private readonly WalkThrough _walk = new();

    public void Dispose() => _walk.Dispose();

    [Fact]
    public async Task Chicago_2014_has_the_indicators_that_its_file_says()
    {
        using var sql = new HistorySql(SharedData.Require("chicago311_sanitation_code_2000_2015.csv.gz"), "America/Chicago");
        sql.LoadExample("chicago", "classes");
        sql.LoadExample("chicago", "limits");
        var commands = WalkThrough.Commands("## Chicago");
        await _walk.RunAsync(commands[0], null);
        var told = await _walk.RunAsync(commands.Find(line => line.Contains("--indicators 2014", StringComparison.Ordinal))! + " --json", null, expected: 1);
        sql.Run(
            """
            CREATE TABLE history AS
            WITH ranked AS (
              SELECT *, row_number() OVER (PARTITION BY Service_Request_Number ORDER BY row) AS nth,
                     instant(Creation_Date, 'yyyy-MM-dd') AS day, instant(Completion_Date, 'yyyy-MM-dd') AS ended,
                     luck1('311', Service_Request_Number) AS one, luck2('311', Service_Request_Number) AS two
              FROM raw WHERE Latitude <> ''),
            early AS (SELECT *, max(ended, day) AS end FROM ranked WHERE nth = 1),
            -- A day is 23 hours long here, so that a change of the clock stays inside it.
            spread AS (
              SELECT *, day + CAST(one * 82800000 AS INTEGER) AS opened,
                     CASE WHEN end IS NULL THEN NULL
                          WHEN end - day < 82800000
                            THEN day + CAST(one * 82800000 AS INTEGER) + CAST(two * (82800000 - CAST(one * 82800000 AS INTEGER)) AS INTEGER)
                          ELSE end + CAST(two * 82800000 AS INTEGER) END AS closed
              FROM early)
            SELECT s.row AS row, c.code AS class, s.opened, s.closed, CAST(Longitude AS REAL) AS lon, CAST(Latitude AS REAL) AS lat,
                   CASE c.family WHEN 'construction' THEN 'buildings' WHEN 'water' THEN 'water-management' WHEN 'graffiti' THEN 'graffiti-crews'
                     WHEN 'alley' THEN 'streets-and-sanitation' WHEN 'carts' THEN 'streets-and-sanitation' ELSE 'sanitation-inspectors' END AS unit,
                   instant(substr(local(s.opened), 1, 10), 'yyyy-MM-dd') AS midnight,
                   CAST(replace(l."limit", 'd', '') AS INTEGER) AS days
            FROM spread s
            JOIN classes c ON c.name = s.What_is_the_Nature_of_this_Code_Violation OR (s.What_is_the_Nature_of_this_Code_Violation = '' AND c.code = 'not-said')
            JOIN limits l ON l.class = c.code
            WHERE s.opened >= instant('2014-01-01', 'yyyy-MM-dd') AND s.opened < instant('2015-01-01', 'yyyy-MM-dd');
            """);
        Independent.FindDuplicates(sql, metres: 30, hours: 48);
        // A calendar day later is the same time of the local clock.
        sql.Run(
            """
            ALTER TABLE history ADD COLUMN due INTEGER;
            UPDATE history SET due = instant(
              strftime('%Y-%m-%d', substr(local(opened), 1, 10), '+' || days || ' days') || substr(local(opened), 11), 'yyyy-MM-dd HH:mm:ss.fff');
            """);
        Independent.Compare(sql, JsonNode.Parse(told)!["indicators"]!.AsObject());
    }

    [Fact]
    public async Task The_New_York_day_has_the_indicators_that_its_file_says()
    {
        using var sql = new HistorySql(SharedData.Require("nyc311_2013-12-25_full_columns.csv.gz"), "America/New_York");
        sql.LoadExample("new-york", "limits");
        var commands = WalkThrough.Commands("## New York");
        await _walk.RunAsync(commands[0], null);
        var told = await _walk.RunAsync(commands.Find(line => line.Contains("--indicators", StringComparison.Ordinal))! + " --json", null, expected: 1);
        sql.Run(
            """
            CREATE TABLE history AS
            WITH timed AS (
              SELECT *, instant("Created Date", 'MM/dd/yyyy hh:mm:ss tt') AS seen, instant("Closed Date", 'MM/dd/yyyy hh:mm:ss tt') AS ended,
                     luck1('311', "Unique Key") AS one
              FROM raw WHERE Longitude <> ''),
            early AS (SELECT *, max(ended, seen) AS end, "Created Date" LIKE '% 12:00:00 AM' AS batch FROM timed),
            spread AS (
              SELECT *, CASE WHEN batch = 0 THEN seen
                             WHEN end - seen < 82800000 THEN seen + CAST(one * (end - seen) AS INTEGER)
                             ELSE seen + CAST(one * 82800000 AS INTEGER) END AS opened
              FROM early)
            SELECT row, lower(Agency) AS unit, lower(Agency) || ': ' || "Complaint Type" AS class, opened, end AS closed,
                   CAST(Longitude AS REAL) AS lon, CAST(Latitude AS REAL) AS lat,
                   CASE WHEN Agency = 'HPD' AND "Complaint Type" = 'HEATING' THEN '72uh' ELSE (
                     SELECT "limit" FROM limits WHERE condition = '' AND limits.class = slug(Agency, "Complaint Type")) END AS allowed
            FROM spread;
            """.Replace("slug(Agency, \"Complaint Type\")", Independent.SlugSql, StringComparison.Ordinal));
        Assert.Empty(sql.Ask("SELECT * FROM history WHERE allowed IS NULL"));
        Independent.FindDuplicates(sql, metres: 50, hours: 24);
        sql.Run(
            """
            ALTER TABLE history ADD COLUMN due INTEGER;
            UPDATE history SET due = CASE
              WHEN allowed LIKE '%uh' THEN opened + 3600000 * CAST(replace(allowed, 'uh', '') AS INTEGER)
              ELSE instant(strftime('%Y-%m-%d', substr(local(opened), 1, 10), '+' || CAST(replace(allowed, 'd', '') AS INTEGER) || ' days')
                || substr(local(opened), 11), 'yyyy-MM-dd HH:mm:ss.fff') END;
            """);
        // The file knows agencies; the desks of an agency (sewers, harbor, signals) are what its number begins with.
        Independent.Compare(sql, JsonNode.Parse(told)!["indicators"]!.AsObject(), unit => unit.Split('-')[0]);
    }
}
