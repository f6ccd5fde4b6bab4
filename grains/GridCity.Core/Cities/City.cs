using GridCity.Core.Rules;
using GridCity.Core.Space;

namespace GridCity.Core.Cities;

/// <summary>
/// A city as its folder describes it, loaded and checked as a whole: immutable, and the same for everybody who has the
/// same <see cref="Hash"/>.
/// </summary>
public sealed class City
{
    private readonly Lazy<Dictionary<CellCode, List<Inspector>>> _beats;

    /// <summary>Makes a city from its parts.</summary>
    public City() => _beats = new(IndexBeats);

    /// <summary>A short name for files and addresses, such as <c>dongcheng</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The name in English.</summary>
    public required string Name { get; init; }

    /// <summary>The name in Chinese, or the same as <see cref="Name"/>.</summary>
    public required string NameZh { get; init; }

    /// <summary>Whether the city is made up, so that every page can say so.</summary>
    public required bool IsSynthetic { get; init; }

    /// <summary>The SHA-256 of all files of the folder, in small hexadecimal letters: the version of the city.</summary>
    public required string Hash { get; init; }

    /// <summary>The time zone of the calendars and of everything that people read.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>The frame of coordinates that arrive without saying theirs.</summary>
    public required Frame InputFrame { get; init; }

    /// <summary>The plane in metres in which all geometry is done.</summary>
    public required MetrePlane Plane { get; init; }

    /// <summary>The cells.</summary>
    public required Grid Grid { get; init; }

    /// <summary>The layers that rules name, in the order of their names.</summary>
    public required IReadOnlyList<Layer> Layers { get; init; }

    /// <summary>Streets and communities with their names.</summary>
    public required IReadOnlyDictionary<AreaCode, Area> Areas { get; init; }

    /// <summary>The classes of components and events, by code.</summary>
    public required IReadOnlyDictionary<string, CaseClass> Classes { get; init; }

    /// <summary>The channels by which reports come, by id.</summary>
    public required IReadOnlyDictionary<string, Channel> Channels { get; init; }

    /// <summary>The responsible units, by id.</summary>
    public required IReadOnlyDictionary<string, Unit> Units { get; init; }

    /// <summary>The inspectors, by id.</summary>
    public required IReadOnlyDictionary<string, Inspector> Inspectors { get; init; }

    /// <summary>The time limits.</summary>
    public required LimitTable Limits { get; init; }

    /// <summary>The routing rules, compiled for the cells of this city.</summary>
    public required RuleBook Rules { get; init; }

    /// <summary>What the city decided where the field leaves a choice.</summary>
    public required Policy Policy { get; init; }

    /// <summary>The first inspector, by id, whose beat holds a cell, or null.</summary>
    public Inspector? InspectorOf(CellCode cell) => InspectorsOf(cell) is [var first, ..] ? first : null;

    /// <summary>The inspectors whose beats hold a cell, by id.</summary>
    public IReadOnlyList<Inspector> InspectorsOf(CellCode cell) => _beats.Value.GetValueOrDefault(cell) ?? [];

    private Dictionary<CellCode, List<Inspector>> IndexBeats()
    {
        var beats = new Dictionary<CellCode, List<Inspector>>();
        foreach (var inspector in Inspectors.Values.OrderBy(inspector => inspector.Id, StringComparer.Ordinal))
        {
            foreach (var cell in inspector.Beat)
            {
                if (!beats.TryGetValue(cell, out var walkers))
                {
                    beats.Add(cell, walkers = []);
                }
                walkers.Add(inspector);
            }
        }
        return beats;
    }
}

/// <summary>A street or community with its names.</summary>
public sealed record Area(AreaCode Code, string Name, string NameZh);

/// <summary>
/// A class of component (部件) or event (事件): its code in the edition it comes from, its names, and the family that rules
/// may name for many classes at once (<c>water</c>, <c>street-order</c>, <c>sanitation</c> …).
/// </summary>
public sealed record CaseClass(string Code, string Name, string NameZh, string Edition, string Family, bool IsComponent);

/// <summary>
/// A channel (渠道) by which reports come. A trusted channel's reports are filed and dispatched at once; others are
/// looked at first (核实).
/// </summary>
public sealed record Channel(string Id, string Name, string NameZh, bool IsTrusted);

/// <summary>The kinds of unit. Zero is never stored.</summary>
public enum UnitKind
{
    /// <summary>A department of the district or city (专业部门).</summary>
    Department = 1,

    /// <summary>A street office (街道办事处), the territorial fallback of its cells.</summary>
    Street = 2,

    /// <summary>A company that owns or keeps components (产权单位).</summary>
    Company = 3,

    /// <summary>A community (社区).</summary>
    Community = 4,

    /// <summary>A coordinating body, above departments and streets.</summary>
    Coordination = 5,
}

/// <summary>A responsible unit; a street's <paramref name="Area"/> is the prefix of the cells it falls back for.</summary>
public sealed record Unit(string Id, string Name, string NameZh, UnitKind Kind, Tier Tier, string? Parent, AreaCode? Area);

/// <summary>A grid supervisor (监督员) with the cells of the beat (责任网格).</summary>
public sealed record Inspector(string Id, string Name, string Shift, IReadOnlyList<CellCode> Beat);

/// <summary>What a city decided where the field leaves a choice.</summary>
public sealed record Policy
{
    /// <summary>Two reports of one class within this many metres may be one problem. 50 m in the Yuncheng rules.</summary>
    public double DuplicateMetres { get; init; } = 50;

    /// <summary>Two reports of one class within this time may be one problem. 24 h in the Yuncheng rules.</summary>
    public TimeSpan DuplicateWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long an inspector has to look before filing. 24 urgent hours in the Yuncheng rules.</summary>
    public Limit VerificationLimit { get; init; } = new(24, LimitUnit.UrgentHours);

    /// <summary>How long an inspector has to look after handling. 2 urgent hours in the Yuncheng rules.</summary>
    public Limit CheckLimit { get; init; } = new(2, LimitUnit.UrgentHours);

    /// <summary>The limit of a class for which the table has none.</summary>
    public Limit DefaultLimit { get; init; } = new(5, LimitUnit.WorkingDays);

    /// <summary>Whether a case that is sent to another unit gets its whole limit again.</summary>
    public bool RestartLimitOnRedispatch { get; init; } = true;

    /// <summary>Reports of things seen before this moment are refused as absurd.</summary>
    public DateTimeOffset EarliestSeen { get; init; } = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How far ahead of the receiver's clock a reporter's clock may be.</summary>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromMinutes(10);
}
