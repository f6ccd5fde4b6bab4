using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Simulation.Formats;

namespace GridCity.Simulation.Cities;

/// <summary>Reads the tables that a folder may have or leave out: editions, registers of sources, monitoring sections.</summary>
internal static class RegisterReader
{
    private static readonly CsvColumns EditionColumns =
        new(["from_edition", "from_code", "to_edition", "to_code"], ["name", "name_zh"]);

    private static readonly CsvColumns SourceColumns =
        new(["id", "kind", "name", "lon", "lat", "unit"], ["name_zh", "patrol_days", "since", "until"]);

    private static readonly CsvColumns SectionColumns =
        new(["id", "water", "name", "lon", "lat", "kind", "target", "grade"], ["name_zh", "black_odorous"]);

    private static readonly Dictionary<string, Tier> Grades = new(StringComparer.Ordinal)
    {
        ["city"] = Tier.City,
        ["district"] = Tier.District,
    };

    /// <summary>What codes of older editions became.</summary>
    public static List<Lined<EditionRow>> Editions(InputFile file, FaultList faults) =>
        TableRows.Read(file, EditionColumns, faults, (row, check) =>
        {
            var (edition, code) = (check.Required("from_edition"), check.Required("from_code"));
            check.Unique("from_code", $"{code} of {edition}");
            var (toEdition, toCode) = (row["to_edition"], row["to_code"]);
            if (toEdition.Length == 0 != (toCode.Length == 0))
            {
                check.Error("to_code", "and to_edition are one filled and one empty. Fill both, or neither.");
            }
            TableReader.CheckDigits(check, "from_code", code, edition);
            TableReader.CheckDigits(check, "to_code", toCode, toEdition);
            var isMapped = toEdition.Length > 0 && toCode.Length > 0;
            return new EditionRow(edition, code, isMapped ? toEdition : null, isMapped ? toCode : null)
            {
                Name = row["name"],
                NameZh = row["name_zh"],
            };
        });

    /// <summary>The registers of sources.</summary>
    public static List<Lined<Source>> Sources(InputFile file, FaultList faults) =>
        TableRows.Read(file, SourceColumns, faults, (row, check) =>
        {
            var id = check.Id("id");
            check.Unique("id", id);
            var name = check.Required("name");
            var (since, until) = (check.Date("since"), check.Date("until"));
            if (until < since)
            {
                check.Error("until", $"is {Words.Of(until.Value)}, before since. Exchange them.");
            }
            var nameZh = TableRows.Or(row["name_zh"], name);
            return new Source(id, check.Id("kind"), name, nameZh, check.Place(), check.Required("unit"))
            {
                PatrolDays = Days(row, check),
                Since = since,
                Until = until,
            };
        });

    /// <summary>The monitoring sections.</summary>
    public static List<Lined<MonitoringSection>> Sections(InputFile file, FaultList faults) =>
        TableRows.Read(file, SectionColumns, faults, (row, check) =>
        {
            var id = check.Id("id");
            check.Unique("id", id);
            var name = check.Required("name");
            return new MonitoringSection(
                id,
                check.Required("water"),
                name,
                TableRows.Or(row["name_zh"], name),
                check.Place(),
                check.OneOf("kind", Words.WaterKinds),
                check.OneOf("target", Words.TargetClasses),
                check.OneOf("grade", Grades))
            {
                IsBlackOdorous = check.Flag("black_odorous"),
            };
        });

    private static int? Days(CsvRow row, RowCheck check)
    {
        var text = row["patrol_days"];
        if (text.Length == 0)
        {
            return null;
        }
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= 3_660)
        {
            return days;
        }
        check.Error("patrol_days", $"is '{text}'; a number of days was expected, as in 7.");
        return null;
    }
}
