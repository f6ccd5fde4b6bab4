using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Simulation.Formats;

namespace GridCity.Simulation.Cities;

/// <summary>Holds the tables of a folder against each other and against the cells.</summary>
internal static class CityChecks
{
    /// <summary>
    /// Which cells overlap is looked for among all cells, which takes a while, so only for the first few.
    /// </summary>
    private const int OverlapsTraced = 100;

    /// <summary>Limits name classes, and those that count working time need a calendar that somebody wrote.</summary>
    public static void Limits(
        List<Lined<LimitRow>> limits,
        IReadOnlyDictionary<string, CaseClass> classes,
        bool lacksCalendar,
        FileFaults faults)
    {
        foreach (var (limit, line) in limits.Select(item => (item.Value, item.Line)))
        {
            if (lacksCalendar && limit.Limit.CountsWorkingTime)
            {
                faults.Error(
                    line,
                    "limit",
                    $"is {limit.Limit}, which counts working time, but {FolderFiles.Settings} has no calendar. Write one.");
            }
            if (classes.Count > 0 && limit.Class.Length > 0 && !classes.ContainsKey(limit.Class))
            {
                var hint = Nearest.Hint(limit.Class, classes.Keys);
                faults.Error(line, "class", $"is '{limit.Class}', which {FolderFiles.Classes} does not have.{hint}");
            }
        }
    }

    /// <summary>Units name parents, which must end somewhere, and areas, of which each has one unit.</summary>
    public static void Units(
        List<Lined<Unit>> units,
        IReadOnlyDictionary<string, Unit> byId,
        IReadOnlySet<AreaCode>? areas,
        FileFaults faults)
    {
        var owners = new Dictionary<(UnitKind, AreaCode), string>();
        foreach (var (unit, line) in units.Select(item => (item.Value, item.Line)))
        {
            if (unit.Parent is { } parent && !byId.ContainsKey(parent))
            {
                faults.Error(
                    line, "parent", $"is '{parent}', which is no unit of this table.{Nearest.Hint(parent, byId.Keys)}");
            }
            else if (CircleOf(unit, byId) is { } circle)
            {
                faults.Error(
                    line,
                    "parent",
                    $"leads back to itself: {string.Join(" → ", circle)}. Leave the parent of the topmost unit empty.");
            }
            if (unit.Area is not { } area)
            {
                continue;
            }
            if (areas is not null && !areas.Contains(area))
            {
                faults.Error(line, "area", $"is {area}, in which there is no cell. Correct the digits.");
            }
            if (unit.Kind is UnitKind.Street or UnitKind.Community && !owners.TryAdd((unit.Kind, area), unit.Id))
            {
                faults.Error(
                    line,
                    "area",
                    $"is {area}, which '{owners[(unit.Kind, area)]}' has too. Give each area one unit of a kind.");
            }
        }
    }

    /// <summary>
    /// Every street of the cells has a name and a unit, so that no case is nobody's. A table that could not be read at
    /// all has its own fault, which these would drown.
    /// </summary>
    public static void Streets(
        IReadOnlySet<AreaCode> areas,
        IReadOnlyDictionary<AreaCode, Area> named,
        IReadOnlyDictionary<string, Unit> units,
        FaultList faults)
    {
        var hasNames = named.Count > 0;
        var hasUnits = units.Count > 0;
        var owned = units.Values.Where(unit => unit.Kind is UnitKind.Street or UnitKind.Community)
            .Select(unit => unit.Area).OfType<AreaCode>().ToHashSet();
        foreach (var area in areas.Where(area => area.Tier is Tier.Street or Tier.Community).Order())
        {
            if (hasNames && !named.ContainsKey(area))
            {
                var kind = Words.Of(area.Tier);
                var message = $"has no row for the {kind} {area}, in which there are cells. Add it with its name.";
                if (area.Tier == Tier.Street)
                {
                    faults.In(FolderFiles.Areas).Error(0, "code", message);
                }
                else
                {
                    faults.In(FolderFiles.Areas).Warning(0, "code", message);
                }
            }
            if (hasUnits && area.Tier == Tier.Community && !owned.Contains(area) && !owned.Contains(
                new AreaCode(area.Value / 1_000, Tier.Street)))
            {
                var message = $"has no unit of kind street for {area}; cases there that no rule names would be nobody's. Add one.";
                faults.In(FolderFiles.Units).Error(0, "area", message);
            }
        }
        foreach (var area in named.Keys.Where(area => !areas.Contains(area)).Order())
        {
            faults.In(FolderFiles.Areas).Warning(
                0, "code", $"has {area}, in which there is no cell. Correct the digits, or remove the row.");
        }
    }

    /// <summary>
    /// Patrols walk cells that there are, in shifts that there are; every cell is on an inspector's beat.
    /// </summary>
    public static Dictionary<string, Inspector> Inspectors(
        List<Lined<InspectorRow>> rows, IReadOnlyList<Shift> shifts, Grid grid, FileFaults faults)
    {
        var inspectors = new Dictionary<string, Inspector>(StringComparer.Ordinal);
        var walked = new bool[grid.Count];
        var known = shifts.Select(shift => shift.Id).ToList();
        foreach (var (row, line) in rows.Select(item => (item.Value, item.Line)))
        {
            if (known.Count > 0 && row.Shift.Length > 0 && !known.Contains(row.Shift))
            {
                var hint = Nearest.Hint(row.Shift, known);
                faults.Error(line, "shift", $"is '{row.Shift}', which {FolderFiles.Settings} does not have.{hint}");
            }
            var beat = BeatOf(row, line, grid, faults);
            if (row.Kind == PatrolKind.Inspector)
            {
                foreach (var cell in beat)
                {
                    walked[cell] = true;
                }
            }
            inspectors.TryAdd(row.Id, new Inspector(row.Id, row.Name, row.Shift, [.. beat.Select(grid.CodeOf)])
            {
                Kind = row.Kind,
            });
        }
        var missed = walked.Count(isWalked => !isWalked);
        if (missed > 0 && rows.Count > 0)
        {
            var code = grid.CodeOf(Array.IndexOf(walked, false));
            faults.Warning(0, "beat", $"leaves {missed:N0} cells on nobody's beat, such as {code}. Add them to beats.");
        }
        return inspectors;
    }

    private static SortedSet<int> BeatOf(InspectorRow row, int line, Grid grid, FileFaults faults)
    {
        var beat = new SortedSet<int>();
        foreach (var area in row.Beat)
        {
            var (first, end) = RangeOf(area, grid);
            if (first == end)
            {
                faults.Error(line, "beat", $"has {area}, in which there is no cell. Correct the digits.");
            }
            beat.UnionWith(Enumerable.Range(first, end - first));
        }
        return beat;
    }

    /// <summary>Cells cover their land once. A gap may be meant (a lake, a palace), an overlap cannot.</summary>
    public static void Coverage(Grid grid, MetrePlane plane, CellReader cells, FileFaults faults)
    {
        var traced = 0;
        foreach (var finding in Core.Space.Coverage.Check(grid).Findings)
        {
            var isOverlap = finding.Fault == CoverageFault.Overlap;
            var owners = isOverlap && traced++ < OverlapsTraced ? OwnersOf(finding.At, grid) : finding.Cells;
            var place = plane.ToGeo(finding.At);
            var at = string.Create(
                CultureInfo.InvariantCulture, $"{finding.Area:F1} m² at {place.Longitude:F6}, {place.Latitude:F6}");
            var codes = string.Join(", ", owners);
            var line = owners.Count == 0 ? 0 : cells.LineOf(owners[^1]);
            if (isOverlap)
            {
                faults.Error(
                    line,
                    "geometry",
                    $"overlaps: {at} lie in more than one of the cells {codes}. Correct their common border.");
            }
            else
            {
                faults.Warning(
                    line,
                    "geometry",
                    $"leaves a gap: {at} lie in no cell, between {codes}. Close it, unless it is meant.");
            }
        }
    }

    private static List<CellCode> OwnersOf(PlanePoint point, Grid grid)
    {
        var owners = new List<CellCode>();
        for (var cell = 0; cell < grid.Count; cell++)
        {
            if (grid.Covers(cell, point))
            {
                owners.Add(grid.CodeOf(cell));
            }
        }
        return owners;
    }

    /// <summary>The cells name units as responsible.</summary>
    public static void Responsible(CellReader cells, IReadOnlyDictionary<string, Unit> units, FileFaults faults)
    {
        foreach (var (unit, line) in cells.Responsible.Where(pair => !units.ContainsKey(pair.Key)))
        {
            faults.Error(
                line,
                "responsible",
                $"is '{unit}', which {FolderFiles.Units} does not have.{Nearest.Hint(unit, units.Keys)}");
        }
    }

    /// <summary>The codes of everything from the cells upwards in which cells lie, cells not included.</summary>
    public static HashSet<AreaCode> AreasOf(Grid grid)
    {
        var areas = new HashSet<AreaCode>();
        AreaCode last = default;
        for (var index = 0; index < grid.Count; index++)
        {
            var community = grid.CodeOf(index).Community;
            if (community != last)
            {
                last = community;
                areas.Add(community);
                areas.Add(grid.CodeOf(index).Street);
                areas.Add(grid.CodeOf(index).District);
            }
        }
        return areas;
    }

    /// <summary>The units from one to itself along the parents, or nothing when they end somewhere else.</summary>
    private static List<string>? CircleOf(Unit unit, IReadOnlyDictionary<string, Unit> byId)
    {
        var circle = new List<string> { unit.Id };
        for (var above = unit; circle.Count <= byId.Count && above?.Parent is { } parent;)
        {
            circle.Add(parent);
            if (parent == unit.Id)
            {
                return circle;
            }
            above = byId.GetValueOrDefault(parent);
        }
        return null;
    }

    /// <summary>The indices of an area's cells, which lie together because indices follow the codes.</summary>
    private static (int First, int End) RangeOf(AreaCode area, Grid grid)
    {
        var first = LowerBound(grid, cell => AreaCode.Of(cell, area.Tier).CompareTo(area) < 0);
        return (first, LowerBound(grid, cell => AreaCode.Of(cell, area.Tier).CompareTo(area) <= 0));
    }

    private static int LowerBound(Grid grid, Func<CellCode, bool> isBelow)
    {
        var (low, high) = (0, grid.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = isBelow(grid.CodeOf(middle)) ? (middle + 1, high) : (low, middle);
        }
        return low;
    }
}
