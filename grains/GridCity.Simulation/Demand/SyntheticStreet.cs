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

    // Assumed: of inspectors' reports, those about a registered source; of social channels', those about social service.
    private const double SourceShare = 0.02;
    private const double SocialShare = 0.7;

    // Problems come again where they were (Yuncheng: 29 % of cases at repeating places); a few places are enough to show it.
    private const double CornerShare = 0.05;
    private const int CornerCount = 40;

    // Of what does not come from inspectors, most comes by the hotlines; the rest is spread over all channels, so that each is seen.
    private const double HotlineShare = 0.5;

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
    private readonly Channel[] _hotlines;
    private readonly string _inspectorChannel;
    private readonly CaseClass[] _socialClasses;
    private readonly CaseClass[] _sourceClasses;
    private readonly Source[] _sources;
    private readonly Inspector[] _patrols;
    private readonly Feature[] _waters;
    private readonly (PlanePoint Place, CaseClass Class)[] _corners;

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
        _socialClasses = [.. _classes.Where(one => one.Service == ServiceGrid.Social)];
        _sourceClasses = [.. _classes.Where(one => !one.IsComponent && one.Family is "dust" or "construction")];
        _sources = [.. city.Sources.Values.OrderBy(one => one.Id, StringComparer.Ordinal)];
        _patrols = [.. city.Patrols.Values.OrderBy(one => one.Id, StringComparer.Ordinal)];
        _waters = [.. city.Layers.Where(layer => layer.Name is "rivers" or "lakes").SelectMany(layer => layer.Features)];
        _corners = [.. Enumerable.Range(0, CornerCount).Select(_ => (PointIn(NextCell()), NextClass()))];
        _otherChannels = [.. city.Channels.Values.Where(one => one.Id != _inspectorChannel).OrderBy(one => one.Id, StringComparer.Ordinal)];
        _hotlines = [.. _otherChannels.Where(one => one.IsHotline)];
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
        var isInspector = _otherChannels.Length == 0 || _random.NextDouble() < InspectorShare;
        if (isInspector && _sources.Length > 0 && _sourceClasses.Length > 0 && _random.NextDouble() < SourceShare)
        {
            return AboutSource(_sources[_random.Next(_sources.Length)]);
        }
        var inspector = _inspectors[_random.Next(_inspectors.Length)];
        var channel = isInspector ? null : NextChannel();
        var isSocial = channel is { Service: ServiceGrid.Social } && _socialClasses.Length > 0 && _random.NextDouble() < SocialShare;
        var caseClass = isSocial ? _socialClasses[_random.Next(_socialClasses.Length)] : NextClass();
        var place = (caseClass.Family == "water" ? AtWater() : null)
            ?? PointIn(_city.Grid.IndexOf(inspector.Beat[_random.Next(inspector.Beat.Count)]));
        if (!isSocial && _random.NextDouble() < CornerShare)
        {
            (place, caseClass) = _corners[_random.Next(_corners.Length)];
        }
        var isFixed = isInspector && caseClass.Family is "sanitation" or "street-order" or "advertising"
            && _random.NextDouble() < SelfFixedShare;
        return (
            channel is null ? new Actor(Role.Inspector, inspector.Id) : ReporterOf(channel),
            Draft(caseClass, channel?.Id ?? _inspectorChannel, _city.Plane.ToGeo(place), isInspector ? 5 : 20),
            isFixed ? "[synthetic] fixed on the spot" : null);
    }

    private (Actor By, ReportDraft Draft, string? SelfFixed) AboutSource(Source source)
    {
        var walker = _inspectors[_random.Next(_inspectors.Length)];
        var caseClass = _sourceClasses[_random.Next(_sourceClasses.Length)];
        var draft = Draft(caseClass, _inspectorChannel, source.Place, 5) with { Source = source.Id };
        return (new Actor(Role.Inspector, walker.Id), draft, null);
    }

    private static ReportDraft Draft(CaseClass caseClass, string channel, GeoPoint point, double accuracy) => new(
        caseClass.Code,
        null,
        channel,
        Math.Round(point.Longitude, 7),
        Math.Round(point.Latitude, 7),
        Frame.Wgs84,
        accuracy,
        $"[synthetic] {caseClass.Name}",
        null,
        null);

    private Actor ReporterOf(Channel channel) => channel.Kind switch
    {
        ChannelKind.Sensor => Actor.System,
        ChannelKind.Leader => new Actor(Role.Leader, "synthetic-leader"),
        ChannelKind.Transfer or ChannelKind.Whistle => new Actor(Role.Command, "synthetic-desk"),
        ChannelKind.Patrol when _patrols.Length > 0 => new Actor(Role.Inspector, _patrols[_random.Next(_patrols.Length)].Id),
        _ => new Actor(Role.Public, "synthetic-citizen"),
    };

    // On the line or border of a river or lake, or somewhat beside it.
    private PlanePoint? AtWater()
    {
        if (_waters.Length == 0)
        {
            return null;
        }
        var corners = _waters[_random.Next(_waters.Length)].Shape.Coordinates;
        var corner = corners[_random.Next(corners.Length)];
        var point = new PlanePoint(corner.X + (30 * (_random.NextDouble() - 0.5)), corner.Y + (30 * (_random.NextDouble() - 0.5)));
        return _city.Grid.Locate(point) >= 0 ? point : null;
    }

    private Channel NextChannel()
    {
        var among = _hotlines.Length > 0 && _random.NextDouble() < HotlineShare ? _hotlines : _otherChannels;
        return among[_random.Next(among.Length)];
    }

    private int NextCell()
    {
        var beat = _inspectors[_random.Next(_inspectors.Length)].Beat;
        return _city.Grid.IndexOf(beat[_random.Next(beat.Count)]);
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
