using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <summary>A report as it arrives, before anything is believed: the point is in <paramref name="Frame"/>.</summary>
public sealed record ReportDraft(
    string Class,
    string? Condition,
    string Channel,
    double Longitude,
    double Latitude,
    Frame? Frame,
    double? Accuracy,
    string? Text,
    DateTimeOffset? SeenAt,
    string? Reference)
{
    /// <summary>The edition of the standard that <see cref="Class"/> is a code of; without it, the city's own code.</summary>
    public string? Edition { get; init; }

    /// <summary>The registered source (a site, a restaurant …) that the report points at.</summary>
    public string? Source { get; init; }
}

/// <summary>The door: checks a draft, converts its point and finds its cell.</summary>
public static class Intake
{
    /// <summary>The longest text, in UTF-16 units; Open311 allows a description of 4,000 characters.</summary>
    public const int TextLengthMax = 4_000;

    /// <summary>The longest reference, name or note key.</summary>
    public const int ReferenceLengthMax = 200;

    // A device that claims to be off by more than this knows only the district; the border flag would say nothing.
    private const double AccuracyMax = 10_000;
    private const double BorderErrorMax = 100;

    /// <summary>Checks a draft received at <paramref name="now"/>: a report with its place, or the first refusal.</summary>
    public static Refusal? Check(City city, ReportDraft draft, DateTimeOffset now, out Report? report, out Placement? placement)
    {
        report = null;
        placement = null;
        var refusal = CheckWords(city, draft) ?? CheckNumbers(draft);
        if (refusal is not null)
        {
            return refusal;
        }
        var frame = draft.Frame ?? city.InputFrame;
        var point = Frames.ToWgs84(new GeoPoint(draft.Longitude, draft.Latitude), frame);
        placement = Place(city, point, Math.Max(Frames.ErrorMetres(frame), draft.Accuracy ?? 0));
        if (placement is null)
        {
            return Outside(city, draft, frame);
        }
        // The journal keeps whole milliseconds; what it cannot keep must not be decided by.
        var seenAt = DateTimeOffset.FromUnixTimeMilliseconds((draft.SeenAt ?? now).ToUnixTimeMilliseconds());
        if (seenAt < city.Policy.EarliestSeen || seenAt > now + city.Policy.ClockTolerance)
        {
            return new Refusal(
                RefusalCode.TimeAbsurd,
                "seenAt",
                string.Create(CultureInfo.InvariantCulture, $"{seenAt:O} is before {city.Policy.EarliestSeen:O} or in the future of {now:O}."));
        }
        if (draft.Accuracy is { } accuracy && !(accuracy is >= 0 and <= AccuracyMax))
        {
            return new Refusal(RefusalCode.AccuracyAbsurd, "accuracy", $"An accuracy is between 0 and {AccuracyMax} metres.");
        }
        if (CheckRegisters(city, draft, seenAt) is { } unregistered)
        {
            return unregistered;
        }
        var known = city.ClassOf(draft.Edition, draft.Class)!;
        var condition = draft.Condition is { Length: > 0 } said ? said : null;
        if (CheckCondition(city, known.Code, condition) is { } unlimited)
        {
            return unlimited;
        }
        report = new Report(
            known.Code, condition, draft.Channel, point, draft.Accuracy, draft.Text ?? string.Empty, seenAt, draft.Reference)
        {
            Edition = known.Edition,
            ReportedClass = draft.Edition is null || draft.Edition == known.Edition ? null : $"{draft.Edition}:{draft.Class}",
            Source = draft.Source,
        };
        return null;
    }

    /// <summary>
    /// Where the rules of the city send a report at a moment, if it is filed at once; null when nobody is responsible. It depends
    /// on nothing that happens, so that it may be asked ahead and on another thread.
    /// </summary>
    public static CaseDispatched? Route(City city, Report report, Placement placement, DateTimeOffset at) =>
        Dispatching.ByRules(city, report, placement.Cell, placement.CellIndex, placement.Point, at);

    /// <summary>Finds the cell of a point (WGS 84) whose error is so many metres, or null outside the city.</summary>
    public static Placement? Place(City city, GeoPoint point, double errorMetres)
    {
        var place = city.Plane.ToPlane(point);
        var index = city.Grid.Locate(place);
        if (index < 0)
        {
            return null;
        }
        var (second, distance) = city.Grid.NearestOther(index, place, Math.Min(errorMetres, BorderErrorMax));
        return second < 0
            ? new Placement(city.Grid.CodeOf(index), index, place, default, null)
            : new Placement(city.Grid.CodeOf(index), index, place, city.Grid.CodeOf(second), Math.Round(distance, 2));
    }

    private static Refusal? CheckWords(City city, ReportDraft draft)
    {
        if (draft.Text?.Length > TextLengthMax)
        {
            return new Refusal(
                RefusalCode.TextTooLong, "text", $"The text has {draft.Text.Length} characters; at most {TextLengthMax} are taken.");
        }
        if (draft.Reference?.Length > ReferenceLengthMax)
        {
            return new Refusal(
                RefusalCode.TextTooLong, "reference", $"A reference has at most {ReferenceLengthMax} characters.");
        }
        if (draft.Edition is null && !city.Classes.ContainsKey(draft.Class))
        {
            return new Refusal(RefusalCode.ClassUnknown, "class", $"The city has no class '{Shown(draft.Class)}'; GET /api/v1/city lists them.");
        }
        return city.Channels.ContainsKey(draft.Channel)
            ? null
            : new Refusal(RefusalCode.ChannelUnknown, "channel", $"The city has no channel '{Shown(draft.Channel)}'; GET /api/v1/city lists them.");
    }

    /// <summary>Refuses a filing condition for which the class has no limit: it would be forgotten, and another limit count.</summary>
    public static Refusal? CheckCondition(City city, string caseClass, string? condition)
    {
        if (condition is null || city.Limits.Has(caseClass, condition))
        {
            return null;
        }
        var known = city.Limits.ConditionsOf(caseClass);
        return new Refusal(
            RefusalCode.ConditionUnknown,
            "condition",
            $"The class '{caseClass}' has no filing condition '{Shown(condition)}'; "
            + (known.Count == 0 ? "it has none, so leave it out." : $"it has {string.Join(", ", known)}."));
    }

    private static Refusal? CheckRegisters(City city, ReportDraft draft, DateTimeOffset seenAt)
    {
        if (city.ClassOf(draft.Edition, draft.Class) is null)
        {
            return new Refusal(
                RefusalCode.EditionUnknown,
                "edition",
                $"The edition '{Shown(draft.Edition!)}' has no code '{Shown(draft.Class)}' that the city maps to a class of its own; "
                + $"older editions that it maps: {string.Join(", ", city.Editions.Editions)}.");
        }
        return draft.Source is null ? null : CheckSource(city, draft.Source, seenAt);
    }

    // An import of old cases points at what was registered then, so that the day of the sight counts and not today.
    private static Refusal? CheckSource(City city, string id, DateTimeOffset seenAt)
    {
        if (!city.Sources.TryGetValue(id, out var source))
        {
            return new Refusal(RefusalCode.SourceUnknown, "source", $"The city's registers have no source '{Shown(id)}'.");
        }
        return NotListed(city, source, seenAt, "source");
    }

    /// <summary>Refuses a source that is not in its register on the local day of a moment, and nothing otherwise.</summary>
    internal static Refusal? NotListed(City city, Source source, DateTimeOffset at, string field)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, city.TimeZone).DateTime);
        return source.IsListedOn(day)
            ? null
            : new Refusal(
                RefusalCode.SourceUnknown,
                field,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The source '{source.Id}' is in the register from {Day(source.Since)} to {Day(source.Until)}, not on {Day(day)}."));
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "…";

    private static Refusal? CheckNumbers(ReportDraft draft) =>
        double.IsFinite(draft.Longitude) && double.IsFinite(draft.Latitude)
            && Math.Abs(draft.Longitude) <= 180 && Math.Abs(draft.Latitude) <= 180
            ? null
            : new Refusal(RefusalCode.PointNotFinite, "lon,lat", "A longitude and a latitude in degrees were expected.");

    private static Refusal Outside(City city, ReportDraft draft, Frame frame)
    {
        var swapped = Frames.ToWgs84(new GeoPoint(draft.Latitude, draft.Longitude), frame);
        if (Math.Abs(swapped.Latitude) <= 90 && city.Grid.Locate(city.Plane.ToPlane(swapped)) >= 0)
        {
            return new Refusal(
                RefusalCode.PointSwapped, "lon,lat", "Longitude and latitude look swapped: the other way round the point lies in the city.");
        }
        return new Refusal(
            RefusalCode.PointOutsideCity,
            "lon,lat",
            string.Create(CultureInfo.InvariantCulture, $"The point {draft.Longitude}, {draft.Latitude} ({frame}) lies in no cell of {city.Name}."));
    }

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
