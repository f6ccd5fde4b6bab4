using System.Globalization;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Simulation.Demand;

/// <summary>
/// The made-up patrols of a demonstration: lane keepers and chiefs, vehicles and volunteers walk their beats while on duty, and
/// inspectors by day look at the sources that registers want to be looked at, most of them as often as that.
/// </summary>
internal sealed class SyntheticPatrols(City city, int seed)
{
    private const double ShareAnHour = 0.05;
    private const int FirstRound = 8;
    private const int LastRound = 18;
    private const double ShareOfRounds = 0.9;

    private readonly Random _random = new(seed);
    private readonly List<(Source Source, int Cell)> _sources =
    [
        .. city.Sources.Values.Where(source => source.PatrolDays is not null)
            .OrderBy(source => source.Id, StringComparer.Ordinal)
            .Select(source => (Source: source, Cell: city.Grid.Locate(city.Plane.ToPlane(source.Place))))
            .Where(listed => listed.Cell >= 0),
    ];

    /// <summary>The patrols that ended in the hour before a moment.</summary>
    public IEnumerable<Command> Next(DateTimeOffset at) => Beats(at).Concat(Rounds(at));

    private IEnumerable<Command> Rounds(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, city.TimeZone).DateTime;
        var day = DateOnly.FromDateTime(local);
        if (local.Hour is < FirstRound or >= LastRound)
        {
            yield break;
        }
        foreach (var (source, index) in _sources)
        {
            var cell = city.Grid.CodeOf(index);
            if (_random.NextDouble() < ShareOfRounds / (source.PatrolDays!.Value * (LastRound - FirstRound))
                && source.IsListedOn(day) && city.InspectorOf(cell) is { } inspector)
            {
                yield return Walked(at, new Actor(Role.Inspector, inspector.Id), cell, source.Id, 0.2);
            }
        }
    }

    private IEnumerable<Command> Beats(DateTimeOffset at)
    {
        foreach (var walker in city.OnDuty(at))
        {
            if (walker.Kind is PatrolKind.Inspector or PatrolKind.RiverPatrol or PatrolKind.RiverChief || walker.Beat.Count == 0
                || _random.NextDouble() >= ShareAnHour)
            {
                continue;
            }
            var cell = walker.Beat[_random.Next(walker.Beat.Count)];
            var beat = string.Create(CultureInfo.InvariantCulture, $"beat {AreaCode.Of(cell, Tier.Community)}");
            yield return Walked(at, new Actor(Role.Inspector, walker.Id), cell, beat, 0.5 + (2 * _random.NextDouble()));
        }
    }

    private PatrolCommand Walked(DateTimeOffset at, Actor by, CellCode cell, string subject, double kilometres) => new(
        Guid.CreateVersion7(),
        at,
        by,
        cell,
        subject,
        at.AddMinutes(-40),
        at,
        Math.Round(kilometres, 1),
        _random.NextDouble() < 0.2 ? 1 : 0);
}
