using System.Buffers;
using System.Text.Json;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Journal;

namespace GridCity.Silo.Http;

/// <summary>Turns what the city knows into what is sent.</summary>
internal static class Shapes
{
    public static CaseBody ToBody(this CaseRow row, City city)
    {
        var caseClass = city.Classes.GetValueOrDefault(row.Class);
        var unit = row.Unit is null ? null : city.Units.GetValueOrDefault(row.Unit);
        return new CaseBody(
            row.Id.ToString(),
            row.Cell.ToString(),
            row.Cell.Street.ToString(),
            row.Cell.Community.ToString(),
            WireNames.Of(row.Stage),
            row.Class,
            caseClass?.Name ?? row.Class,
            caseClass?.NameZh ?? row.Class,
            row.Channel,
            row.Longitude,
            row.Latitude,
            row.Text,
            row.Reference,
            row.SeenAt,
            row.ReportedAt,
            row.FiledAt,
            row.DispatchedAt,
            row.EndedAt,
            row.Due,
            row.IsOverdue,
            row.Unit,
            unit?.Name,
            unit?.NameZh,
            row.Rule,
            row.Reworks,
            row.Redispatches,
            row.DuplicateOf?.ToString(),
            row.IsNearBorder,
            row.SecondCell?.ToString(),
            row.Opened,
            row.Updated)
        {
            Tier = row.Tier is { } tier ? WireNames.Of(tier) : null,
            IsSupervised = row.IsSupervised,
            Extensions = row.Extensions,
            OpenCalls = row.OpenCalls,
            Grade = row.Grade is { } grade ? WireNames.Of(grade) : null,
            Repeats = row.Repeats,
            Inspector = row.Inspector,
            Task = row.Task == TaskState.None ? null : WireNames.Of(row.Task),
            Condition = row.Condition,
            ClosingCondition = city.Limits.Find(row.Class, row.Condition)?.ClosingCondition is { Length: > 0 } closing ? closing : null,
            Edition = row.Edition,
            Source = row.Source,
        };
    }

    public static EntryBody ToBody(this Entry entry)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        EventCodec.Encode(entry.Event, buffer);
        using var body = JsonDocument.Parse(buffer.WrittenMemory);
        return new EntryBody(
            entry.Position,
            entry.Cell.ToString(),
            entry.Seq,
            entry.At,
            entry.Command,
            EventCodec.KindOf(entry.Event),
            entry.Case.ToString(),
            body.RootElement.Clone());
    }

    public static ReasonBody ToBody(this Reason reason) => new(
        reason.Rule, reason.Version, reason.Layer, reason.Feature, reason.Distance, reason.RunnerUp, reason.RunnerUpUnit);

    /// <summary>The middle of a cell's box, in degrees.</summary>
    public static PointBody CenterOf(this City city, PlaneBox box)
    {
        var point = city.Plane.ToGeo(new PlanePoint((box.MinX + box.MaxX) / 2, (box.MinY + box.MaxY) / 2));
        return new PointBody(Math.Round(point.Longitude, 7), Math.Round(point.Latitude, 7));
    }

    /// <summary>The names of an area, or its digits where it has none.</summary>
    public static NamedCode NameOf(this City city, AreaCode code)
    {
        var digits = code.ToString();
        return city.Areas.TryGetValue(code, out var area)
            ? new NamedCode(digits, area.Name, area.NameZh)
            : new NamedCode(digits, digits, digits);
    }

    /// <summary>Reads the name of a coordinate frame.</summary>
    public static bool TryParseFrame(string? text, out Frame? frame)
    {
        frame = text switch
        {
            "wgs84" => Frame.Wgs84,
            "cgcs2000" => Frame.Cgcs2000,
            "gcj02" => Frame.Gcj02,
            "bd09" => Frame.Bd09,
            _ => null,
        };
        return frame is not null || text is null;
    }
}
