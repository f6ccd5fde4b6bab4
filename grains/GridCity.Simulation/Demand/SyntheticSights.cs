using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Simulation.Demand;

/// <summary>Something that somebody sees: what, and where.</summary>
internal readonly record struct Spot(CaseClass Class, PlanePoint Place)
{
    private const int Digits = 7;

    /// <summary>A place to the digits that reports carry, about a centimetre: on the city's edge that decides who has it.</summary>
    public static PlanePoint AsWritten(City city, PlanePoint place) => city.Plane.ToPlane(Written(city, place));

    /// <summary>The degrees that a report of a place carries.</summary>
    public static GeoPoint Written(City city, PlanePoint place)
    {
        var point = city.Plane.ToGeo(place);
        return new GeoPoint(Math.Round(point.Longitude, Digits), Math.Round(point.Latitude, Digits));
    }
}

/// <summary>What there is to be seen in the streets of a demonstration, and where: by families of classes, on the inspectors' beats.</summary>
internal sealed class SyntheticSights
{
    // Problems come again where they were (Yuncheng: 29 % of cases at repeating places); a few places are enough to show it.
    private const double CornerShare = 0.05;
    private const int CornerCount = 40;

    // Assumed: of what comes by social channels, that about social service.
    private const double SocialShare = 0.7;

    // Assumed: mains burst far more seldom than other things of families with as few classes happen.
    private const double EmergencyFactor = 0.05;

    private static readonly Dictionary<string, double> FamilyWeights = new(StringComparer.Ordinal)
    {
        ["sanitation"] = 40,
        ["street-order"] = 30,
        ["advertising"] = 8,
        ["construction"] = 5,
        ["landscaping"] = 4,
        ["water"] = 1.5,
        ["sewer"] = 2,
    };

    private readonly City _city;
    private readonly Random _random;
    private readonly IReadOnlyList<CellCode>[] _beats;
    private readonly CaseClass[] _classes;
    private readonly double[] _weights;
    private readonly CaseClass[] _socialClasses;
    private readonly CaseClass[] _waterClasses;
    private readonly Feature[] _waters;
    private readonly Spot[] _corners;

    /// <summary>What there is to be seen in a city that has classes and beats.</summary>
    public SyntheticSights(City city, Random random)
    {
        (_city, _random) = (city, random);
        _beats =
        [
            .. city.Inspectors.Values.Where(one => one.Beat.Count > 0).OrderBy(one => one.Id, StringComparer.Ordinal).Select(one => one.Beat),
        ];
        _classes = [.. city.Classes.Values.OrderBy(one => one.Code, StringComparer.Ordinal)];
        _weights = Accumulate();
        _socialClasses = [.. _classes.Where(one => one.Service == ServiceGrid.Social)];
        _waterClasses = [.. _classes.Where(one => one.Family == city.Policy.Water.Family)];
        _waters = [.. city.Layers.Where(layer => layer.Name is "rivers" or "lakes").SelectMany(layer => layer.Features)];
        _corners = [.. Enumerable.Range(0, CornerCount).Select(_ => new Spot(NextClass(), PointIn(NextCell())))];
    }

    /// <summary>What comes next by a channel.</summary>
    public Spot NextBy(Channel channel)
    {
        if (channel.Id == _city.Policy.Water.Channel && _waterClasses.Length > 0)
        {
            return Of(_waterClasses[_random.Next(_waterClasses.Length)]);
        }
        if (channel.Service == ServiceGrid.Social && _socialClasses.Length > 0 && _random.NextDouble() < SocialShare)
        {
            return Of(_socialClasses[_random.Next(_socialClasses.Length)]);
        }
        return _random.NextDouble() < CornerShare ? _corners[_random.Next(_corners.Length)] : Of(NextClass());
    }

    /// <summary>Something of a class, where such things are.</summary>
    public Spot Of(CaseClass caseClass) =>
        new(caseClass, (caseClass.Family == _city.Policy.Water.Family || IsMeasured(caseClass) ? AtWater() : null) ?? PointIn(NextCell()));

    /// <summary>Whether samples of water open cases of a class, so that others have little to say about it.</summary>
    public bool IsMeasured(CaseClass caseClass) =>
        caseClass.Code == _city.Policy.Water.ExceedanceClass || caseClass.Code == _city.Policy.Water.BlackOdourClass;

    // On the line or border of a river or lake, or somewhat beside it.
    private PlanePoint? AtWater()
    {
        if (_waters.Length == 0)
        {
            return null;
        }
        var corners = _waters[_random.Next(_waters.Length)].Shape.Coordinates;
        var corner = corners[_random.Next(corners.Length)];
        var point = Spot.AsWritten(
            _city, new PlanePoint(corner.X + (30 * (_random.NextDouble() - 0.5)), corner.Y + (30 * (_random.NextDouble() - 0.5))));
        return _city.Grid.Locate(point) >= 0 ? point : null;
    }

    private int NextCell()
    {
        var beat = _beats[_random.Next(_beats.Length)];
        return _city.Grid.IndexOf(beat[_random.Next(beat.Count)]);
    }

    private CaseClass NextClass()
    {
        var at = Array.BinarySearch(_weights, _random.NextDouble() * _weights[^1]);
        return _classes[Math.Min(at < 0 ? ~at : at, _classes.Length - 1)];
    }

    private PlanePoint PointIn(int cell)
    {
        var box = _city.Grid.BoundsOf(cell);
        while (true)
        {
            var point = Spot.AsWritten(_city, new PlanePoint(
                box.MinX + (_random.NextDouble() * (box.MaxX - box.MinX)), box.MinY + (_random.NextDouble() * (box.MaxY - box.MinY))));
            if (_city.Grid.Locate(point) == cell)
            {
                return point;
            }
        }
    }

    private double[] Accumulate()
    {
        var sizes = _classes.CountBy(one => one.Family).ToDictionary(StringComparer.Ordinal);
        var sum = 0.0;
        return Array.ConvertAll(_classes, one =>
        {
            // A family's weight is shared by its classes; components are a tenth of events.
            var weight = FamilyWeights.GetValueOrDefault(one.Family, 1) / sizes[one.Family];
            return sum += IsMeasured(one) ? 0 : one.IsComponent ? weight / 10 : one.IsEmergency ? weight * EmergencyFactor : weight;
        });
    }
}
