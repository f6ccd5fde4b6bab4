using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Simulation.Demand;

/// <summary>
/// The made-up people of a demonstration: inspectors who find things on their beats, and citizens who call. Seeded, so that
/// the same seed tells the same story. Volumes and shares follow Dongcheng's: about 1,700
/// reports a day, 94 % by inspectors, peaks at 8–11 and 14–17 o'clock; the shape of the day is assumed.
/// </summary>
public sealed class SyntheticStreet
{
    private const double ReportsPerDay = 1_700;
    private const double InspectorShare = 0.94;

    // Inspectors fix 13 to 17 % on the spot (Huzhou, Kunming), all of it small things.
    private const double SelfFixedShare = 0.18;

    // Relative volume by hour of day; the mean is 1.
    private static readonly double[] HourWeights =
    [
        0.15, 0.1, 0.1, 0.1, 0.15, 0.3, 0.6, 1.2, 2.2, 2.3, 2.1, 1.5,
        0.9, 1.2, 2.0, 2.1, 1.9, 1.3, 0.9, 0.8, 0.7, 0.6, 0.45, 0.3,
    ];

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
    private readonly Inspector[] _inspectors;
    private readonly CaseClass[] _classes;
    private readonly double[] _classWeights;
    private readonly Channel[] _otherChannels;
    private readonly string _inspectorChannel;

    /// <summary>What a city lacks to be demonstrated, or null.</summary>
    public static string? WhatIsMissing(City city) =>
        !city.Inspectors.Values.Any(one => one.Beat.Count > 0) ? "inspectors with beats"
        : city.Classes.Count == 0 ? "classes"
        : city.Channels.Count == 0 ? "channels"
        : null;

    /// <summary>Makes the people of a city.</summary>
    /// <exception cref="ArgumentException">The city lacks what <see cref="WhatIsMissing"/> names.</exception>
    public SyntheticStreet(City city, int seed)
    {
        _city = city;
        _random = new Random(seed);
        _inspectors = [.. city.Inspectors.Values.Where(one => one.Beat.Count > 0).OrderBy(one => one.Id, StringComparer.Ordinal)];
        _classes = [.. city.Classes.Values.OrderBy(one => one.Code, StringComparer.Ordinal)];
        if (WhatIsMissing(city) is { } missing)
        {
            throw new ArgumentException($"The city '{city.Id}' has no {missing} to demonstrate with.", nameof(city));
        }
        _classWeights = Accumulate(_classes);
        _inspectorChannel = city.Channels.ContainsKey("inspector") ? "inspector" : city.Channels.Keys.Order(StringComparer.Ordinal).First();
        _otherChannels = [.. city.Channels.Values.Where(one => one.Id != _inspectorChannel).OrderBy(one => one.Id, StringComparer.Ordinal)];
    }

    /// <summary>How long until the next report, at a moment of the day.</summary>
    public TimeSpan NextPause(DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, _city.TimeZone);
        var perHour = ReportsPerDay / 24 * HourWeights[local.Hour];
        return TimeSpan.FromHours(-Math.Log(1 - _random.NextDouble()) / perHour);
    }

    /// <summary>The next report: who, what, and what was done about it on the spot.</summary>
    public (Actor By, ReportDraft Draft, string? SelfFixed) NextReport()
    {
        var inspector = _inspectors[_random.Next(_inspectors.Length)];
        var cell = inspector.Beat[_random.Next(inspector.Beat.Count)];
        var point = _city.Plane.ToGeo(PointIn(_city.Grid.IndexOf(cell)));
        var isInspector = _otherChannels.Length == 0 || _random.NextDouble() < InspectorShare;
        var channel = isInspector ? _inspectorChannel : _otherChannels[_random.Next(_otherChannels.Length)].Id;
        var by = isInspector ? new Actor(Role.Inspector, inspector.Id) : new Actor(Role.Public, "synthetic-citizen");
        var caseClass = NextClass();
        var draft = new ReportDraft(
            caseClass.Code,
            null,
            channel,
            Math.Round(point.Longitude, 7),
            Math.Round(point.Latitude, 7),
            Frame.Wgs84,
            isInspector ? 5 : 20,
            $"[synthetic] {caseClass.Name}",
            null,
            null);
        var isFixed = isInspector && caseClass.Family is "sanitation" or "street-order" or "advertising"
            && _random.NextDouble() < SelfFixedShare;
        return (by, draft, isFixed ? "[synthetic] fixed on the spot" : null);
    }

    private CaseClass NextClass()
    {
        var at = Array.BinarySearch(_classWeights, _random.NextDouble() * _classWeights[^1]);
        return _classes[Math.Min(at < 0 ? ~at : at, _classes.Length - 1)];
    }

    private PlanePoint PointIn(int cell)
    {
        var box = _city.Grid.BoundsOf(cell);
        while (true)
        {
            var point = new PlanePoint(
                box.MinX + (_random.NextDouble() * (box.MaxX - box.MinX)), box.MinY + (_random.NextDouble() * (box.MaxY - box.MinY)));
            if (_city.Grid.Locate(point) == cell)
            {
                return point;
            }
        }
    }

    private static double[] Accumulate(CaseClass[] classes)
    {
        var sums = new double[classes.Length];
        var sum = 0.0;
        for (var index = 0; index < classes.Length; index++)
        {
            // A family's weight is shared by its classes; components are a tenth of events.
            var family = classes.Count(other => other.Family == classes[index].Family);
            var weight = FamilyWeights.GetValueOrDefault(classes[index].Family, 1) / family;
            sum += classes[index].IsComponent ? weight / 10 : weight;
            sums[index] = sum;
        }
        return sums;
    }
}
