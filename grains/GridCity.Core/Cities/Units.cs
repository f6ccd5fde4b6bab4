using GridCity.Core.Space;

namespace GridCity.Core.Cities;

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

    /// <summary>A street's own enforcement team (街道综合执法队); not the territorial fallback.</summary>
    Team = 6,
}

/// <summary>A responsible unit; a street's <paramref name="Area"/> is the prefix of the cells it falls back for.</summary>
public sealed record Unit(string Id, string Name, string NameZh, UnitKind Kind, Tier Tier, string? Parent, AreaCode? Area);

/// <summary>Who stands above whom, and who coordinates which tier. The tree of a loaded city has no circle.</summary>
internal sealed class UnitTree
{
    private readonly IReadOnlyDictionary<string, Unit> _units;
    private readonly Func<CellCode, string?> _territorial;
    private readonly Dictionary<Tier, Unit[]> _coordinators;

    public UnitTree(IReadOnlyDictionary<string, Unit> units, Func<CellCode, string?> territorial)
    {
        _units = units;
        _territorial = territorial;
        _coordinators = units.Values
            .Where(unit => unit.Kind == UnitKind.Coordination)
            .Where(unit => Above(unit.Id, above => above.Kind == UnitKind.Coordination && above.Tier == unit.Tier) is null)
            .GroupBy(unit => unit.Tier)
            .ToDictionary(tier => tier.Key, Ordered);
    }

    public Unit? Above(string unitId, Tier tier) => Above(unitId, unit => unit.Tier == tier);

    public Unit? CoordinatorOf(Tier tier, CellCode cell)
    {
        if (tier is Tier.Community or Tier.Street)
        {
            var kind = tier == Tier.Street ? UnitKind.Street : UnitKind.Community;
            return _territorial(cell) is { } id && _units.GetValueOrDefault(id) is { } unit
                ? unit.Kind == kind ? unit : Above(id, above => above.Kind == kind)
                : null;
        }
        return Array.Find(
            _coordinators.GetValueOrDefault(tier) ?? [],
            unit => unit.Area is not { } area || area.Contains(cell));
    }

    // One for a smaller area is asked before one for all; ids part the others.
    private static Unit[] Ordered(IEnumerable<Unit> units) =>
        [.. units.OrderBy(unit => unit.Area?.Tier ?? Tier.City).ThenBy(unit => unit.Id, StringComparer.Ordinal)];

    private Unit? Above(string unitId, Func<Unit, bool> isMeant)
    {
        var unit = _units.GetValueOrDefault(unitId);
        for (var steps = 0; steps <= _units.Count && unit?.Parent is { } parent; steps++)
        {
            unit = _units.GetValueOrDefault(parent);
            if (unit is not null && isMeant(unit))
            {
                return unit;
            }
        }
        return null;
    }
}
