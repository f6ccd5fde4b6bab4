using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Simulation.Cities.National;
using GridCity.Simulation.Formats;

namespace GridCity.Simulation.Cities;

/// <summary>
/// Reads the tables of a folder row by row; whether rows agree with other files is asked in <see cref="CityChecks"/>.
/// </summary>
internal static class TableReader
{
    private static readonly CsvColumns AreaColumns = new(["code", "name"], ["name_zh"]);
    private static readonly CsvColumns ClassColumns = new(
        ["code", "name", "family", "kind"], ["name_zh", "edition", "power", "emergency", "service"]);

    private static readonly CsvColumns LimitColumns = new(["class", "limit"], ["condition", "closing_condition"]);
    private static readonly CsvColumns UnitColumns = new(["id", "name", "kind", "tier"], ["name_zh", "parent", "area"]);
    private static readonly CsvColumns InspectorColumns = new(["id", "name", "shift", "beat"], ["kind"]);

    /// <summary>Streets and communities.</summary>
    public static List<Lined<Area>> Areas(InputFile file, FaultList faults) =>
        TableRows.Read(file, AreaColumns, faults, (row, check) =>
        {
            var text = check.Required("code");
            if (!AreaCode.TryParse(text, out var code)
                || code.Tier is not (Tier.Street or Tier.Community or Tier.District))
            {
                check.Error("code", $"is '{text}'; 6, 9 or 12 digits were expected (district, street or community).");
            }
            else
            {
                check.Unique("code", text);
            }
            var name = check.Required("name");
            return new Area(code, name, TableRows.Or(row["name_zh"], name));
        });

    /// <summary>The classes of components and events.</summary>
    public static List<Lined<CaseClass>> Classes(InputFile file, FaultList faults) =>
        TableRows.Read(file, ClassColumns, faults, (row, check) =>
        {
            var code = check.Id("code");
            check.Unique("code", code);
            CheckDigits(check, "code", code, row["edition"]);
            var kind = check.OneOf("kind", ["component", "event"]);
            var name = check.Required("name");
            var nameZh = TableRows.Or(row["name_zh"], name);
            return new CaseClass(code, name, nameZh, row["edition"], check.Id("family"), kind == "component")
            {
                Power = check.Optional("power", Words.Tiers),
                IsEmergency = check.Flag("emergency"),
                Service = check.Optional("service", Words.ServiceGrids) ?? ServiceGrid.City,
            };
        });

    /// <summary>A code that is said to be of a national edition has as many digits as the codes of that edition have.</summary>
    public static void CheckDigits(RowCheck check, string column, string code, string edition)
    {
        if (NationalClasses.DigitsOf(edition) is { } digits && code.Length > 0
            && (code.Length != digits || !code.All(char.IsAsciiDigit)))
        {
            check.Error(
                column,
                $"is '{code}', but codes of {edition} have {digits} digits. Correct the code, or write the edition that it is of.");
        }
    }

    /// <summary>The limits.</summary>
    public static List<Lined<LimitRow>> Limits(InputFile file, FaultList faults) =>
        TableRows.Read(file, LimitColumns, faults, (row, check) =>
        {
            var code = check.Required("class");
            var condition = row["condition"].Length == 0 ? null : row["condition"];
            check.Unique("class", condition is null ? code : $"{code}, {condition}");
            var text = check.Required("limit");
            if (!Limit.TryParse(text, out var limit) && text.Length > 0)
            {
                check.Error("limit", $"is '{text}'; a number and uh, wh, wd or d were expected, as in 4wh.");
            }
            return new LimitRow(code, condition, limit, row["closing_condition"]);
        });

    /// <summary>The units.</summary>
    public static List<Lined<Unit>> Units(InputFile file, FaultList faults) =>
        TableRows.Read(file, UnitColumns, faults, (row, check) =>
        {
            var id = check.Id("id");
            check.Unique("id", id);
            var name = check.Required("name");
            var kind = check.OneOf("kind", Words.UnitKinds);
            var tier = check.OneOf("tier", Words.Tiers);
            AreaCode? area = null;
            if (row["area"].Length > 0)
            {
                area = AreaCode.TryParse(row["area"], out var code) ? code : null;
                if (area is null)
                {
                    check.Error("area", $"is '{row["area"]}'; 6, 9, 12 or 15 digits were expected.");
                }
            }
            else if (kind is UnitKind.Street or UnitKind.Community)
            {
                check.Error(
                    "area",
                    $"is empty; a {row["kind"]} needs the digits of its area, of whose cells it has what no rule names.");
            }
            return new Unit(
                id, name, TableRows.Or(row["name_zh"], name), kind, tier, row["parent"].Length == 0 ? null : row["parent"], area);
        });

    /// <summary>Inspectors and other patrols; beats may name areas.</summary>
    public static List<Lined<InspectorRow>> Inspectors(InputFile file, FaultList faults) =>
        TableRows.Read(file, InspectorColumns, faults, (row, check) =>
        {
            var id = check.Id("id");
            check.Unique("id", id);
            var beat = new List<AreaCode>();
            foreach (var text in check.Required("beat").Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries))
            {
                if (AreaCode.TryParse(text, out var code))
                {
                    beat.Add(code);
                }
                else if (CellCode.TryParse(text, out var cell))
                {
                    beat.Add(new AreaCode(cell.Value, Tier.Cell));
                }
                else
                {
                    check.Error(
                        "beat", $"has '{text}'; codes of cells or areas with blanks between them were expected.");
                }
            }
            return new InspectorRow(id, check.Required("name"), check.Required("shift"), beat)
            {
                Kind = check.Optional("kind", Words.PatrolKinds) ?? PatrolKind.Inspector,
            };
        });
}
