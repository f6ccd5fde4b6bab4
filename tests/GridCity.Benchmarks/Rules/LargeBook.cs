using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using NetTopologySuite.Geometries;

namespace GridCity.Benchmarks.Rules;

/// <summary>
/// A made-up rule book in the proportions of a real one: most rules name a class and a street or community, many a road,
/// reach or source with its attributes, some except something or hold at night; and the layers and tables they need.
/// </summary>
internal sealed class LargeBook
{
    private const int ClassCount = 403;
    private const int FamilyCount = 14;
    private static readonly string[] Owners = ["city", "district", "street"];
    private static readonly string[] Kinds = ["construction", "restaurant", "boiler", "outfall", "bare-ground", "market"];
    private readonly Random _random = new(20260701);
    private readonly Grid _grid;
    private readonly double _side;

    public LargeBook(Grid grid, int ruleCount)
    {
        _grid = grid;
        _side = grid.Bounds.MaxX - grid.Bounds.MinX;
        Classes = Enumerable.Range(0, ClassCount).Select(number => new CaseClass(
            Text($"{number:D5}"), "Class", "类", "2026", Text($"family-{number % FamilyCount}"), number < 153))
            .ToDictionary(known => known.Code, StringComparer.Ordinal);
        Layers = [Roads(), Rivers(), Sources()];
        Units = Streets().Concat(Enumerable.Range(0, 200).Select(number =>
            new Unit(Text($"unit-{number}"), "Unit", "单位", UnitKind.Department, Tier.District, null, null)))
            .ToDictionary(unit => unit.Id, StringComparer.Ordinal);
        Rules = [.. Enumerable.Range(0, ruleCount).Select(Rule)];
    }

    public IReadOnlyDictionary<string, CaseClass> Classes { get; }

    public IReadOnlyDictionary<string, Unit> Units { get; }

    public IReadOnlyList<Layer> Layers { get; }

    public IReadOnlyList<Rule> Rules { get; }

    public RoutingQuestion[] Questions(PlanePoint[] points)
    {
        var codes = Classes.Keys.ToArray();
        return
        [
            .. points.Select(point => (Point: point, Cell: _grid.Locate(point))).Where(pair => pair.Cell >= 0)
                .Select(pair => new RoutingQuestion(
                    codes[_random.Next(codes.Length)],
                    _random.Next(3) == 0 ? "hotline" : "inspector",
                    _grid.CodeOf(pair.Cell),
                    pair.Cell,
                    pair.Point,
                    new DateTimeOffset(2026, 9, 1 + _random.Next(28), _random.Next(24), 0, 0, TimeSpan.Zero))),
        ];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Having(params (string Name, string Value)[] attributes) =>
        attributes.ToDictionary(pair => pair.Name, pair => pair.Value);

    private IEnumerable<Unit> Streets() => Enumerable.Range(0, _grid.Count).Select(cell => _grid.CodeOf(cell).Street).Distinct()
        .Select(street => new Unit(Text($"street-{street}"), "Street", "街道", UnitKind.Street, Tier.Street, null, street));

    private Rule Rule(int number)
    {
        var classes = Enumerable.Range(0, 1 + _random.Next(4)).Select(_ => Text($"{_random.Next(ClassCount):D5}")).ToArray();
        var cell = _grid.CodeOf(_random.Next(_grid.Count));
        var place = _random.Next(20) switch
        {
            < 4 => new RuleCondition { Classes = classes, Inside = [cell.Street] },
            < 9 => new RuleCondition { Classes = classes, Inside = [cell.Community] },
            < 12 => new RuleCondition { Classes = classes, Near = [Road()] },
            < 14 => new RuleCondition { Families = [Text($"family-{_random.Next(FamilyCount)}")], Inside = [cell.Community], Near = [Road()] },
            < 17 => new RuleCondition { Classes = classes, Near = [River()] },
            < 19 => new RuleCondition { Classes = classes, Near = [Source()] },
            _ => new RuleCondition { Classes = classes, Not = [new RuleCondition { Near = [River()] }] },
        };
        return new Rule
        {
            Id = Text($"rule-{number}"),
            When = _random.Next(10) == 0 ? place with { Hours = (new TimeOnly(22, 0), new TimeOnly(6, 0)) } : place,
            Lead = place.Near is [{ Layer: "roads" }] ? "{roads.unit}" : Text($"unit-{_random.Next(200)}"),
        };
    }

    private NearLayer Road() => new("roads", 10 * _random.Next(1, 6), Having(("owner", Owners[_random.Next(3)])))
    {
        Tests = _random.Next(2) == 0 ? [] : [new AttributeTest("lanes", Comparison.AtLeast, ["4"])],
        Side = _random.Next(4) == 0 ? LineSide.Left : null,
        HasFlatEnds = _random.Next(4) == 0,
    };

    private NearLayer River() => new("rivers", 25 * _random.Next(0, 5), Having(("reach", Text($"{_random.Next(120)}"))));

    private NearLayer Source() => new("sources", 25 * _random.Next(1, 5), Having(("kind", Kinds[_random.Next(Kinds.Length)])));

    /// <summary>A road through every third street line of the lattice, in pieces of about a kilometre.</summary>
    private Layer Roads()
    {
        var features = new List<Feature>();
        for (var line = 150.0; line < _side; line += 300)
        {
            for (var from = 0.0; from < _side; from += 1_000)
            {
                foreach (var isEast in new[] { true, false })
                {
                    var points = Enumerable.Range(0, 6).Select(step => (Along: from + (200 * step), Across: line + (20 * _random.NextDouble())));
                    features.Add(new Feature(
                        Text($"road-{features.Count}"),
                        new LineString([.. points.Select(at => isEast ? new Coordinate(at.Along, at.Across) : new Coordinate(at.Across, at.Along))]),
                        Having(
                            ("owner", Owners[_random.Next(3)]),
                            ("lanes", Text($"{_random.Next(1, 9)}")),
                            ("unit", Text($"unit-{_random.Next(200)}")))));
                }
            }
        }
        return new Layer("roads", features);
    }

    /// <summary>Reaches of rivers: bands of 30 m that wind through the city.</summary>
    private Layer Rivers() => new("rivers", [.. Enumerable.Range(0, 120).Select(number =>
    {
        var (x, y) = (_random.NextDouble() * _side, _random.NextDouble() * _side);
        var middle = Enumerable.Range(0, 20).Select(step => (X: x + (60 * step), Y: y + (40 * Math.Sin(step)))).ToArray();
        var ring = middle.Select(at => new Coordinate(at.X, at.Y)).Concat(middle.Reverse().Select(at => new Coordinate(at.X, at.Y + 30))).ToList();
        ring.Add(ring[0]);
        return new Feature(Text($"reach-{number}"), new Polygon(new LinearRing([.. ring])), Having(("reach", Text($"{number}"))));
    })]);

    private Layer Sources() => new("sources", [.. Enumerable.Range(0, 5_000).Select(number => new Feature(
        Text($"source-{number}"),
        new Point(_random.NextDouble() * _side, _random.NextDouble() * _side),
        Having(("kind", Kinds[_random.Next(Kinds.Length)]))))]);
}
