using GridCity.Core.Evaluation;
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
    private readonly Lazy<Roster> _roster;
    private readonly Lazy<UnitTree> _tree;

    /// <summary>Makes a city from its parts.</summary>
    public City()
    {
        _beats = new(IndexBeats);
        _roster = new(MakeRoster);
        _tree = new(MakeTree);
    }

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

    /// <summary>
    /// Everybody else who walks the city, by id: lane keepers and chiefs, river patrols and chiefs, vehicles, volunteers.
    /// </summary>
    public IReadOnlyDictionary<string, Inspector> Patrols { get; init; } = new Dictionary<string, Inspector>();

    /// <summary>The shifts, by id; a city without any has everybody on duty always.</summary>
    public IReadOnlyDictionary<string, Shift> Shifts { get; init; } = new Dictionary<string, Shift>();

    /// <summary>The registers of sources (construction sites, bare ground, boilers …) that cases can point at, by id.</summary>
    public IReadOnlyDictionary<string, Source> Sources { get; init; } = new Dictionary<string, Source>();

    /// <summary>The monitoring sections of rivers and lakes, by id.</summary>
    public IReadOnlyDictionary<string, MonitoringSection> Sections { get; init; } =
        new Dictionary<string, MonitoringSection>();

    /// <summary>What the codes of older editions of the classes became.</summary>
    public EditionTable Editions { get; init; } = EditionTable.Empty;

    /// <summary>The time limits.</summary>
    public required LimitTable Limits { get; init; }

    /// <summary>The routing rules, compiled for the cells of this city.</summary>
    public required RuleBook Rules { get; init; }

    /// <summary>What the city decided where the field leaves a choice.</summary>
    public required Policy Policy { get; init; }

    /// <summary>How the city judges its streets, units and posts.</summary>
    public EvaluationPolicy Evaluation { get; init; } = new();

    /// <summary>The map of somebody else's that pages draw under the cells, or null for the city's own layers alone.</summary>
    public BaseMap? BaseMap { get; init; }

    /// <summary>The first inspector, by id, whose beat holds a cell, or null.</summary>
    public Inspector? InspectorOf(CellCode cell) => InspectorsOf(cell) is [var first, ..] ? first : null;

    /// <summary>The inspectors whose beats hold a cell, by id.</summary>
    public IReadOnlyList<Inspector> InspectorsOf(CellCode cell) => _beats.Value.GetValueOrDefault(cell) ?? [];

    /// <summary>What kind of patrol somebody is, or null when the city does not know them.</summary>
    public PatrolKind? KindOf(string person) => (Inspectors.GetValueOrDefault(person) ?? Patrols.GetValueOrDefault(person))?.Kind;

    /// <summary>
    /// The class of a code: by its own name when no edition is given or the class has that edition, otherwise what the code
    /// of the older edition became; null when the city does not know it.
    /// </summary>
    public CaseClass? ClassOf(string? edition, string code) =>
        Classes.GetValueOrDefault(code) is { } known && (edition is null || known.Edition == edition)
            ? known
            : edition is null ? null : Editions.Map(edition, code);

    /// <summary>The unit above another, or null at the top.</summary>
    public Unit? ParentOf(Unit unit) => unit.Parent is { } parent ? Units.GetValueOrDefault(parent) : null;

    /// <summary>The nearest unit of a tier above another, or null.</summary>
    public Unit? UnitAbove(string unitId, Tier tier) => _tree.Value.Above(unitId, tier);

    /// <summary>
    /// The unit that coordinates a tier for a cell: its community, its street, and at district and city the coordinating
    /// unit that has no other of its tier above it. Null when the city has none.
    /// </summary>
    public Unit? CoordinatorOf(Tier tier, CellCode cell) => _tree.Value.CoordinatorOf(tier, cell);

    /// <summary>Everybody whose shift holds a moment, by id.</summary>
    public IReadOnlyList<Inspector> OnDuty(DateTimeOffset at) => _roster.Value.OnDuty(at);

    /// <summary>
    /// Who of some kinds should go to a place: on duty, first those whose beat holds the place's cell, of them or of the
    /// others whose beat's middle is nearest, of two as near the first by id. Null when nobody is left. For a case
    /// its cell is given, which counts then.
    /// </summary>
    public Inspector? NearestOnDuty(
        PlanePoint place,
        DateTimeOffset at,
        ReadOnlySpan<PatrolKind> kinds,
        ReadOnlySpan<string> excluding,
        CellCode cell = default) =>
        _roster.Value.Nearest(place, cell, at, kinds, excluding);

    /// <summary>The patrol duties of the great events that run at a moment, each with the last local day of it.</summary>
    public IEnumerable<(EventOverlay Event, EventPatrol Duty, DateOnly Until)> PatrolsAskedFor(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, TimeZone).DateTime;
        foreach (var great in Rules.Overlays.Where(great => great.RunsAt(local)))
        {
            foreach (var duty in great.Patrols)
            {
                if (duty.EndOn(DateOnly.FromDateTime(local)) is { } until)
                {
                    yield return (great, duty, until);
                }
            }
        }
    }

    private Roster MakeRoster() => new(Inspectors.Values.Concat(Patrols.Values), Shifts, Grid, TimeZone);

    private UnitTree MakeTree() => new(Units, Rules.TerritorialUnitOf);

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
