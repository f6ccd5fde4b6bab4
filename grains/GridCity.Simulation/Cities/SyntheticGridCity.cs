using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Simulation.Formats;

namespace GridCity.Simulation.Cities;

/// <summary>
/// A made-up city of equal square cells, of any size: a ruler for benchmarks, and a small city for tests. Communities
/// are columns of up to 900 cells, streets rows of up to 900 communities, so that codes reach 800 million cells.
/// </summary>
public static class SyntheticGridCity
{
    private const int District = 990101;
    private const int CommunitySide = 30;
    private static readonly GeoPoint Origin = new(116.4, 39.9);

    /// <summary>
    /// The parts of a city of <paramref name="width"/> by <paramref name="height"/> cells of <paramref name="side"/>
    /// metres.
    /// </summary>
    public static CityParts Create(int width, int height, double side = 100)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        var columns = (width + CommunitySide - 1) / CommunitySide;
        var rows = (height + CommunitySide - 1) / CommunitySide;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, 900, nameof(width));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, 900, nameof(height));
        var streets = Enumerable.Range(1, rows)
            .Select(row => new AreaCode((District * 1_000L) + row, Tier.Street))
            .ToList();
        var communities = streets.SelectMany(
            _ =>
                Enumerable.Range(1, columns), (street, column) =>
                    new AreaCode((street.Value * 1_000) + column, Tier.Community)).ToList();
        return new CityParts
        {
            Settings = Settings(width, height),
            Areas =
            [
                .. streets.Select(code => new Area(code, $"Street {code.Value % 1_000}", $"{code.Value % 1_000} 街道")),
                .. communities.Select(code => new Area(code, $"Community {code}", $"{code} 社区")),
            ],
            Cells = Cells(width, height, side),
            Classes =
            [
                new CaseClass("06010", "Exposed rubbish", "暴露垃圾", "GB/T 47678.5-2026", "sanitation", false),
                new CaseClass("06025", "Unclean water", "水域不洁", "GB/T 47678.5-2026", "water", false),
            ],
            Limits = [new LimitRow("06010", null, new Limit(4, LimitUnit.WorkingHours), "cleared")],
            Units =
            [
                new Unit("sanitation", "Sanitation centre", "环卫中心", UnitKind.Department, Tier.District, null, null),
                .. streets.Select(code => new Unit(
                    $"street-{code}", $"Street office {code}", "街道办事处", UnitKind.Street, Tier.Street, null, code)),
            ],
            Inspectors = [.. communities.Select(
                code => new InspectorRow($"i-{code}", $"Inspector {code}", "day", [code]))],
            Rules =
            [
                new Rule { Id = "rubbish", When = new RuleCondition { Families = ["sanitation"] }, Lead = "sanitation" },
            ],
        };
    }

    private static CitySettings Settings(int width, int height) => new()
    {
        Id = "grid",
        Name = $"Square city of {width} by {height}",
        NameZh = "方格城",
        IsSynthetic = true,
        Districts = [new AreaCode(District, Tier.District)],
        TimeZone = "Asia/Shanghai",
        Origin = Origin,
        Channels =
        [
            new Channel("inspector", "Inspector", "监督员", IsTrusted: true),
            new Channel("hotline", "Hotline", "热线", IsTrusted: false),
        ],
    };

    private static IEnumerable<CityCell> Cells(int width, int height, double side)
    {
        var plane = new MetrePlane(Origin);
        GeoPoint Corner(int column, int row) =>
            plane.ToGeo(new PlanePoint((column - (width / 2.0)) * side, ((height / 2.0) - row) * side));
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                var corner = Corner(column, row);
                GeoPoint[] ring =
                [
                    corner, Corner(column, row + 1), Corner(column + 1, row + 1), Corner(column + 1, row), corner,
                ];
                yield return new CityCell(CodeOf(column, row), new GeoShape(GeoKind.Polygon, [[ring]]), []);
            }
        }
    }

    private static CellCode CodeOf(int column, int row)
    {
        var street = (District * 1_000L) + (row / CommunitySide) + 1;
        var community = (street * 1_000) + (column / CommunitySide) + 1;
        return new CellCode((community * 1_000) + (row % CommunitySide * CommunitySide) + (column % CommunitySide) + 1);
    }
}
