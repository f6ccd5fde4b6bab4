using GridCity.Core;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Core.Water;
using GridCity.Tests.Cases;
using Xunit;

namespace GridCity.Tests.Water;

/// <summary>
/// The test city with waters: its north river in two reaches, a lake, the sections that Dongcheng is assessed by, one that is
/// judged as black and odorous, and the classes and the supervised channel that samples are reported by. What is decided is
/// kept as a journal would keep it.
/// </summary>
internal sealed class WaterCity
{
    public const string Exceedance = "90001";
    public const string BlackAndOdorous = "90002";

    public static readonly DateTimeOffset Noon = new(2026, 9, 7, 4, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<CellCode, Cell> _cells = [];
    private int _commands;

    public WaterCity(WaterPolicy? policy = null) => City = Make(policy ?? Policy);

    public static WaterPolicy Policy { get; } = new()
    {
        ExceedanceClass = Exceedance,
        BlackOdourClass = BlackAndOdorous,
        Channel = "water-monitoring",
        DistrictPatrolDays = 30,
        StreetPatrolDays = 7,
    };

    public City City { get; }

    /// <summary>What happened, in order.</summary>
    public List<(DateTimeOffset At, CellCode Cell, CaseId Case, CaseEvent Happened)> Journal { get; } = [];

    public IEnumerable<Case> Open => _cells.Values.SelectMany(cell => cell.Open);

    public static ValueList<Measurement> Values(params (string Parameter, double Value)[] values) =>
    [
        .. values.Select(value => new Measurement(
            value.Parameter, value.Value, WaterParameters.Find(value.Parameter)?.Unit ?? "mg/L")),
    ];

    public SampleCommand Sample(string section, DateTimeOffset takenAt, ValueList<Measurement> values) => new(
        new Guid(++_commands, 0, 0, [0x80, 0, 0, 0, 0, 0, 0, 0]),
        takenAt,
        new Actor(Role.Inspector, "i-1"),
        CellOf(section),
        section,
        takenAt,
        values);

    public SampleTaken Take(string section, DateTimeOffset takenAt, params (string Parameter, double Value)[] values)
    {
        var decision = Send(Sample(section, takenAt, Values(values)));
        Assert.Null(decision.Refusal);
        return Assert.IsType<SampleTaken>(Assert.Single(decision.Events));
    }

    public Decision Send(Command command)
    {
        var code = command switch
        {
            ReportCommand report => report.Placement.Cell,
            CellCommand here => here.Cell,
            CaseCommand known => known.Case.Birthplace,
            _ => throw new ArgumentException(command.GetType().Name),
        };
        if (!_cells.TryGetValue(code, out var cell))
        {
            _cells.Add(code, cell = new Cell(code));
        }
        var decision = cell.Decide(City, command, []);
        foreach (var happened in decision.Events)
        {
            cell.Apply(Journal.Count + 1, cell.Seq + 1, command.At, command.Id, decision.Case, happened);
            Journal.Add((command.At, code, decision.Case, happened));
        }
        foreach (var sent in decision.Sent)
        {
            Send(sent);
        }
        return decision;
    }

    public void End(CaseId id, DateTimeOffset at) =>
        Send(new ForceCloseCommand(new Guid(++_commands, 0, 0, [0x80, 0, 0, 0, 0, 0, 0, 0]), at, new Actor(Role.Leader, "l-1"), id, "Done."));

    public CellCode CellOf(string section) => Intake.Place(City, City.Sections[section].Place, 0)!.Cell;

    private static City Make(WaterPolicy policy)
    {
        var plain = TestCity.Make(layers: [River(), Lake()], policy: new Policy { Water = policy });
        var classes = plain.Classes.Values.Append(Alarm(Exceedance)).Append(Alarm(BlackAndOdorous)).ToDictionary(one => one.Code);
        return new City
        {
            Id = plain.Id,
            Name = plain.Name,
            NameZh = plain.NameZh,
            IsSynthetic = true,
            Hash = plain.Hash,
            TimeZone = plain.TimeZone,
            InputFrame = plain.InputFrame,
            Plane = plain.Plane,
            Grid = plain.Grid,
            Layers = plain.Layers,
            Areas = plain.Areas,
            Classes = classes,
            Channels = plain.Channels.Values
                .Append(new Core.Cities.Channel("water-monitoring", "Water monitoring", "水质监测", true) { IsSupervised = true })
                .ToDictionary(one => one.Id),
            Units = plain.Units,
            Inspectors = plain.Inspectors,
            Patrols = new[]
            {
                new Inspector("chief-d", "District chief", "day", []) { Kind = PatrolKind.RiverChief },
                new Inspector("chief-s", "Street chief", "day", []) { Kind = PatrolKind.RiverChief },
            }.ToDictionary(one => one.Id),
            Sections = Sections().ToDictionary(one => one.Id),
            Limits = plain.Limits,
            Rules = RuleBook.Compile("v1", TestCity.Rules(), plain.Grid, plain.Layers, classes, plain.Units, plain.TimeZone),
            Policy = plain.Policy,
        };
    }

    private static CaseClass Alarm(string code) =>
        new(code, "Water alarm " + code, "水质预警" + code, "local", "water", false) { Power = Tier.District };

    private static IEnumerable<MonitoringSection> Sections() =>
    [
        new("dongbianmen", "north-river", "Dongbianmen", "东便门", TestCity.At(150, 490), WaterKind.River, WaterClass.IV, Tier.City),
        new("wenhuagong", "moat", "Cultural Palace", "文化宫", TestCity.At(650, 150), WaterKind.River, WaterClass.III, Tier.City),
        new("longtanhu", "longtan", "Longtan East Lake", "龙潭东湖", TestCity.At(250, 250), WaterKind.Lake, WaterClass.IV, Tier.City),
        new("ditch", "north-river", "Ditch", "明沟", TestCity.At(350, 490), WaterKind.River, WaterClass.V, Tier.District)
        {
            IsBlackOdorous = true,
        },
        new("abroad", "north-river", "Abroad", "境外", TestCity.At(-500, 490), WaterKind.River, WaterClass.V, Tier.District),
    ];

    private static Layer River() => new("rivers",
    [
        new Feature("north-river", TestCity.Box(0, 480, 500, 500), new Dictionary<string, string>
        {
            ["name"] = "North River",
            ["name_zh"] = "北河",
            ["manager"] = "river-office",
            ["chief_district"] = "chief-d",
            ["chief_street"] = "chief-s",
        }),
        new Feature("north-river-east", TestCity.Box(500, 480, 1_000, 500), new Dictionary<string, string>
        {
            ["water"] = "north-river",
            ["manager"] = "river-office",
            ["chief_district"] = "chief-d",
            ["patrol_days_district"] = "15",
        }),
    ]);

    private static Layer Lake() => new("lakes",
        [new Feature("longtan", TestCity.Box(220, 220, 280, 280), new Dictionary<string, string> { ["manager"] = "river-office" })]);
}
