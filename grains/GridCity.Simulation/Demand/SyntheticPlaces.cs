using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Simulation.Demand;

/// <summary>
/// What the made-up desk notices about places: that a point is wrong, and that two cases of one class, farther apart than the rule
/// for duplicates looks, are one problem.
/// </summary>
internal sealed class SyntheticPlaces(City city, int seed)
{
    private const string Label = "[synthetic] ";
    private const double OffMetres = 120;
    private const double SameMetres = 500;
    private const double MovedShare = 0.015;
    private const double MergedShare = 0.15;

    private readonly Random _random = new(seed);

    // The last case of a class in a street: bounded by the city, not by its age.
    private readonly Dictionary<(string Class, AreaCode Street), Case> _last = [];

    /// <summary>What is done about a case that was filed.</summary>
    public IEnumerable<SyntheticAct> Filed(Case item)
    {
        var key = (item.Report.Class, item.Cell.Street);
        var before = _last.GetValueOrDefault(key);
        _last[key] = item;
        if (before is not null && before.Id != item.Id && before.Place.DistanceTo(item.Place) < SameMetres
            && _random.NextDouble() < MergedShare)
        {
            yield return SyntheticAct.After(_random, 0.1, new MergeCommand(
                Guid.CreateVersion7(), default, SyntheticWork.Desk, item.Id, before.Id, Label + "the same problem"));
        }
        else if (_random.NextDouble() < MovedShare && Moved(item) is { } moved)
        {
            yield return moved;
        }
    }

    private SyntheticAct? Moved(Case item)
    {
        var point = city.Plane.ToGeo(new PlanePoint(item.Place.X + Off(), item.Place.Y + Off()));
        return Intake.Place(city, point, 0) is { } place
            ? SyntheticAct.After(_random, 0.1, new RelocateCommand(
                Guid.CreateVersion7(), default, SyntheticWork.Desk, item.Id, point, place, Label + "the point was wrong"))
            : null;
    }

    private double Off() => OffMetres * ((2 * _random.NextDouble()) - 1);
}
