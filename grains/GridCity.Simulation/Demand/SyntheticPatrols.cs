using System.Globalization;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Simulation.Demand;

/// <summary>The made-up lane keepers and chiefs, vehicles and volunteers of a demonstration, who walk their beats while on duty.</summary>
internal sealed class SyntheticPatrols(City city, int seed)
{
    private const double ShareAnHour = 0.05;

    private readonly Random _random = new(seed);

    /// <summary>The patrols that ended in the hour before a moment.</summary>
    public IEnumerable<Command> Next(DateTimeOffset at)
    {
        foreach (var walker in city.OnDuty(at))
        {
            if (walker.Kind is PatrolKind.Inspector or PatrolKind.RiverPatrol or PatrolKind.RiverChief || walker.Beat.Count == 0
                || _random.NextDouble() >= ShareAnHour)
            {
                continue;
            }
            var cell = walker.Beat[_random.Next(walker.Beat.Count)];
            yield return new PatrolCommand(
                Guid.CreateVersion7(),
                at,
                new Actor(Role.Inspector, walker.Id),
                cell,
                string.Create(CultureInfo.InvariantCulture, $"beat {AreaCode.Of(cell, Tier.Community)}"),
                at.AddMinutes(-40),
                at,
                Math.Round(0.5 + (2 * _random.NextDouble()), 1),
                _random.NextDouble() < 0.2 ? 1 : 0);
        }
    }
}
