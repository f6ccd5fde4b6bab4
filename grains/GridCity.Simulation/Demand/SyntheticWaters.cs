using GridCity.Core;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Core.Water;

namespace GridCity.Simulation.Demand;

/// <summary>
/// The made-up water people of a demonstration: a laboratory that samples every section twice a month, and river patrols and
/// chiefs who walk. Values scatter below what the section's target allows, and some samples exceed it.
/// </summary>
public sealed class SyntheticWaters(City city, int seed)
{
    private const int DaysBetweenSamples = 15;

    // Values scatter inside the target; now and then something has run in. Assumed.
    private const double SpillShare = 0.15;
    private const double SpillFactor = 1.7;

    private readonly Random _random = new(seed);
    private readonly MonitoringSection[] _sections = [.. city.Sections.Values.OrderBy(one => one.Id, StringComparer.Ordinal)];
    private readonly Inspector[] _walkers =
    [
        .. city.Patrols.Values
            .Where(one => one.Kind is PatrolKind.RiverPatrol or PatrolKind.RiverChief && one.Beat.Count > 0)
            .OrderBy(one => one.Id, StringComparer.Ordinal),
    ];

    /// <summary>How long a round of the water people takes.</summary>
    public static TimeSpan Round { get; } = TimeSpan.FromHours(1);

    /// <summary>The samples and patrols of the hour that begins at a moment.</summary>
    public IEnumerable<Command> Next(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, city.TimeZone);
        if (local.Hour is < 9 or > 16)
        {
            yield break;
        }
        for (var index = 0; index < _sections.Length; index++)
        {
            // Each section has its days and its hour, so that the laboratory is never asked for all at once.
            if ((local.DayOfYear + index) % DaysBetweenSamples == 0 && 9 + (index % 8) == local.Hour
                && CellOf(_sections[index]) is { } cell)
            {
                yield return Sample(_sections[index], cell, at);
            }
        }
        foreach (var walker in _walkers)
        {
            if (_sections.Length > 0 && _random.NextDouble() < 0.05)
            {
                var kilometres = Math.Round(1 + (3 * _random.NextDouble()), 1);
                yield return new PatrolCommand(
                    Guid.CreateVersion7(),
                    at,
                    new Actor(Role.Inspector, walker.Id),
                    walker.Beat[_random.Next(walker.Beat.Count)],
                    _sections[_random.Next(_sections.Length)].Water,
                    at.AddMinutes(-45),
                    at,
                    kilometres,
                    _random.NextDouble() < 0.29 ? 1 : 0);
            }
        }
    }

    private SampleCommand Sample(MonitoringSection section, CellCode cell, DateTimeOffset at)
    {
        var (cod, ammonia, oxygen) = section.Target switch
        {
            <= WaterClass.II => (12.0, 0.3, 7.0),
            WaterClass.III => (16.0, 0.7, 6.0),
            WaterClass.IV => (24.0, 1.1, 4.0),
            _ => (32.0, 1.6, 3.0),
        };
        var spill = _random.NextDouble() < SpillShare ? SpillFactor : 1;
        ValueList<Measurement> values =
        [
            new("COD", Scatter(cod * spill), "mg/L"),
            new("NH3-N", Scatter(ammonia * spill), "mg/L"),
            new("DO", Scatter(oxygen), "mg/L"),
            new("pH", Math.Round(7 + _random.NextDouble(), 2), string.Empty),
        ];
        return new SampleCommand(
            Guid.CreateVersion7(), at, new Actor(Role.Supervision, "synthetic-laboratory"), cell, section.Id, at, values);
    }

    private double Scatter(double middle) => Math.Round(middle * (0.75 + (0.5 * _random.NextDouble())), 2);

    private CellCode? CellOf(MonitoringSection section)
    {
        var index = city.Grid.Locate(city.Plane.ToPlane(section.Place));
        return index < 0 ? null : city.Grid.CodeOf(index);
    }
}
