using System.Globalization;
using CsvHelper;
using GridCity.Core.Cities;
using GridCity.Simulation.Formats;

namespace GridCity.Simulation.Cities;

/// <summary>Writes a city folder that <see cref="CityFolder"/> reads; the same parts give the same bytes.</summary>
public static class CityWriter
{
    /// <summary>
    /// Writes every file of a folder, replacing those that are there, layers of another city included; cells and
    /// features stand one to a line.
    /// </summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Save(CityParts parts, string path)
    {
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, FolderFiles.Settings), SettingsText.Of(parts.Settings));
        File.WriteAllText(Path.Combine(path, FolderFiles.Rules), RulesText.Of(parts.Rules));
        SaveText(parts.Events, Path.Combine(path, FolderFiles.Events));
        SaveText(parts.Evaluation, Path.Combine(path, FolderFiles.Evaluation));
        SaveTables(parts, path);
        SaveRegisters(parts, path);
        SaveCells(parts.Cells, Path.Combine(path, FolderFiles.Cells));
        File.Delete(Path.Combine(path, FolderFiles.Cells + FolderFiles.Packed));
        var layers = Path.Combine(path, FolderFiles.Layers);
        Directory.CreateDirectory(layers);
        foreach (var stale in Directory.EnumerateFiles(layers, "*.geojson*"))
        {
            File.Delete(stale);
        }
        foreach (var layer in parts.Layers)
        {
            GeoJsonWriter.WriteAll(Path.Combine(layers, layer.Name + ".geojson"), layer.Features);
        }
    }

    private static void SaveText(string? text, string path)
    {
        if (text is null)
        {
            File.Delete(path);
        }
        else
        {
            File.WriteAllText(path, text);
        }
    }

    private static void SaveCells(IEnumerable<CityCell> cells, string path)
    {
        using var writer = new GeoJsonWriter(path);
        foreach (var cell in cells)
        {
            writer.Write(new GeoFeature(null, cell.Shape, [new("code", cell.Code.ToString()), .. cell.Properties]));
        }
    }

    private static void SaveTables(CityParts parts, string path)
    {
        Save(path, FolderFiles.Areas, ["code", "name", "name_zh"], parts.Areas, area =>
            [area.Code.ToString(), area.Name, area.NameZh]);
        string[] classes = ["code", "name", "name_zh", "edition", "family", "kind", "power", "emergency", "service"];
        Save(path, FolderFiles.Classes, classes, parts.Classes, known =>
        [
            known.Code, known.Name, known.NameZh, known.Edition, known.Family, known.IsComponent
                ? "component"
                : "event",
            known.Power is { } power ? Words.Of(power) : string.Empty,
            known.IsEmergency ? "yes" : string.Empty,
            known.Service == ServiceGrid.City ? string.Empty : Words.Of(known.Service),
        ]);
        Save(path, FolderFiles.Limits, ["class", "condition", "limit", "closing_condition"], parts.Limits, row =>
            [row.Class, row.Condition ?? string.Empty, row.Limit.ToString(), row.ClosingCondition]);
        Save(path, FolderFiles.Units, ["id", "name", "name_zh", "kind", "tier", "parent", "area"], parts.Units, unit =>
        [
            unit.Id, unit.Name, unit.NameZh, Words.Of(unit.Kind), Words.Of(unit.Tier), unit.Parent ?? string.Empty,
            unit.Area?.ToString() ?? string.Empty,
        ]);
        Save(path, FolderFiles.Inspectors, ["id", "name", "shift", "beat", "kind"], parts.Inspectors, row =>
            [row.Id, row.Name, row.Shift, string.Join(' ', row.Beat), Words.Of(row.Kind)]);
    }

    private static void SaveRegisters(CityParts parts, string path)
    {
        string[] editions = ["from_edition", "from_code", "to_edition", "to_code", "name", "name_zh"];
        SaveSome(path, FolderFiles.Editions, editions, parts.Editions, row =>
        [
            row.FromEdition, row.FromCode, row.ToEdition ?? string.Empty, row.ToCode ?? string.Empty, row.Name,
            row.NameZh,
        ]);
        string[] sources = ["id", "kind", "name", "name_zh", "lon", "lat", "unit", "patrol_days", "since", "until"];
        SaveSome(path, FolderFiles.Registers, sources, parts.Sources, source =>
        [
            source.Id, source.Kind, source.Name, source.NameZh, Number(source.Place.Longitude),
            Number(source.Place.Latitude), source.Unit, source.PatrolDays is { } days ? Number(days) : string.Empty,
            source.Since is { } since ? Words.Of(since) : string.Empty,
            source.Until is { } until ? Words.Of(until) : string.Empty,
        ]);
        string[] sections =
            ["id", "water", "name", "name_zh", "lon", "lat", "kind", "target", "grade", "black_odorous"];
        SaveSome(path, FolderFiles.Sections, sections, parts.Sections, section =>
        [
            section.Id, section.Water, section.Name, section.NameZh, Number(section.Place.Longitude),
            Number(section.Place.Latitude), Words.Of(section.Kind), section.Target.ToString(), Words.Of(section.Grade),
            section.IsBlackOdorous ? "yes" : "no",
        ]);
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A table that may be left out is, when it has no rows.</summary>
    private static void SaveSome<T>(
        string path, string name, string[] heading, IReadOnlyList<T> items, Func<T, string[]> fieldsOf)
    {
        if (items.Count == 0)
        {
            File.Delete(Path.Combine(path, name));
            return;
        }
        Save(path, name, heading, items, fieldsOf);
    }

    private static void Save<T>(
        string path, string name, string[] heading, IEnumerable<T> items, Func<T, string[]> fieldsOf)
    {
        using var stream = File.Create(Path.Combine(path, name));
        using var writer = CsvWriter.Create(stream, CsvWriterOptions.Default with { NewLine = "\n" });
        Write(writer, heading);
        foreach (var item in items)
        {
            Write(writer, fieldsOf(item));
        }
    }

    private static void Write(CsvWriter writer, string[] fields)
    {
        foreach (var field in fields)
        {
            writer.WriteField(field);
        }
        writer.EndRecord();
    }
}
