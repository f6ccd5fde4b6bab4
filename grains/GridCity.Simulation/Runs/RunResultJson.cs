using System.Globalization;
using System.Text.Json;
using GridCity.Core.Cases;

namespace GridCity.Simulation.Runs;

/// <summary>Results of runs as JSON and back, every figure as it was, for checkpoints.</summary>
internal static class RunResultJson
{
    public static void Write(Utf8JsonWriter to, RunResult run)
    {
        to.WriteStartObject();
        to.WriteNumber("seed", run.Seed);
        to.WriteString("city", run.CityHash);
        to.WriteString("from", run.From);
        to.WriteString("until", run.Until);
        to.WriteNumber("entries", run.Entries);
        to.WriteString("hash", run.Hash);
        to.WriteNumber("recordedDuplicates", run.RecordedDuplicates);
        to.WriteNumber("agreedDuplicates", run.AgreedDuplicates);
        to.WriteNumber("neverFound", run.NeverFound);
        to.WriteNumber("mended", run.MendedOnTheSpot);
        to.WritePropertyName("all");
        run.All.Write(to);
        Groups(to, "units", run.Units);
        Groups(to, "classes", run.Classes);
        Groups(to, "channels", run.Channels);
        Groups(to, "streets", run.Streets);
        Groups(to, "cells", run.Cells);
        List(to, "days", run.Days, day =>
        {
            to.WriteString("day", day.Day.ToString("O", CultureInfo.InvariantCulture));
            to.WriteNumber("reports", day.Reports);
        });
        List(to, "refused", run.Refused, one =>
        {
            to.WriteNumber("code", (int)one.Code);
            to.WriteString("reference", one.FirstReference);
            to.WriteString("detail", one.FirstDetail);
            to.WriteNumber("count", one.Count);
        });
        List(to, "crews", run.Crews, one => Crew(to, one));
        List(to, "inspectors", run.Inspectors is { } force ? new[] { force } : [], one => Crew(to, one));
        to.WriteStartArray("warnings");
        foreach (var warning in run.Warnings)
        {
            to.WriteStringValue(warning);
        }
        to.WriteEndArray();
        to.WriteEndObject();
    }

    public static RunResult Read(JsonElement from) => new()
    {
        Seed = from.GetProperty("seed").GetUInt64(),
        CityHash = Text(from, "city"),
        From = from.GetProperty("from").GetDateTimeOffset(),
        Until = from.GetProperty("until").GetDateTimeOffset(),
        Entries = Number(from, "entries"),
        Hash = Text(from, "hash"),
        RecordedDuplicates = Number(from, "recordedDuplicates"),
        AgreedDuplicates = Number(from, "agreedDuplicates"),
        NeverFound = Number(from, "neverFound"),
        MendedOnTheSpot = Number(from, "mended"),
        All = Counts.Read(from.GetProperty("all"), keepsTimes: true),
        Units = Groups(from, "units"),
        Classes = Groups(from, "classes"),
        Channels = Groups(from, "channels"),
        Streets = Groups(from, "streets"),
        Cells = Groups(from, "cells", keepsTimes: false),
        Days = List(from, "days", one => new DayCount(DateOnly.ParseExact(Text(one, "day"), "O", CultureInfo.InvariantCulture), (int)Number(one, "reports"))),
        Refused = List(from, "refused", Refused),
        Crews = List(from, "crews", Crew),
        Inspectors = List(from, "inspectors", Crew).FirstOrDefault(),
        Warnings = [.. from.GetProperty("warnings").EnumerateArray().Select(one => one.GetString()!)],
    };

    private static RefusedReports Refused(JsonElement from) =>
        new((RefusalCode)Number(from, "code"), from.GetProperty("reference").GetString(), Text(from, "detail")) { Count = Number(from, "count") };

    private static void Groups(Utf8JsonWriter to, string name, IReadOnlyList<NamedCounts> groups)
    {
        to.WriteStartObject(name);
        foreach (var one in groups)
        {
            to.WritePropertyName(one.Name);
            one.Counts.Write(to);
        }
        to.WriteEndObject();
    }

    private static List<NamedCounts> Groups(JsonElement from, string name, bool keepsTimes = true) =>
        [.. from.GetProperty(name).EnumerateObject().Select(one => new NamedCounts(one.Name, Counts.Read(one.Value, keepsTimes)))];

    private static void List<T>(Utf8JsonWriter to, string name, IEnumerable<T> items, Action<T> write)
    {
        to.WriteStartArray(name);
        foreach (var item in items)
        {
            to.WriteStartObject();
            write(item);
            to.WriteEndObject();
        }
        to.WriteEndArray();
    }

    private static List<T> List<T>(JsonElement from, string name, Func<JsonElement, T> read) =>
        [.. from.GetProperty(name).EnumerateArray().Select(read)];

    private static void Crew(Utf8JsonWriter to, CrewLoad crew)
    {
        to.WriteString("unit", crew.Unit);
        to.WriteNumber("crews", crew.Crews);
        to.WriteNumber("jobs", crew.Jobs);
        to.WriteNumber("busy", crew.BusyHours);
        to.WriteNumber("shift", crew.ShiftHours);
        to.WriteNumber("wait", crew.MeanWaitHours);
        to.WriteNumber("most", crew.WaitingMost);
        to.WriteNumber("end", crew.WaitingAtEnd);
    }

    private static CrewLoad Crew(JsonElement from) => new(
        Text(from, "unit"),
        (int)Number(from, "crews"),
        Number(from, "jobs"),
        from.GetProperty("busy").GetDouble(),
        from.GetProperty("shift").GetDouble(),
        from.GetProperty("wait").GetDouble(),
        (int)Number(from, "most"),
        (int)Number(from, "end"));

    private static string Text(JsonElement from, string name) => from.GetProperty(name).GetString()!;

    private static long Number(JsonElement from, string name) => from.GetProperty(name).GetInt64();
}
