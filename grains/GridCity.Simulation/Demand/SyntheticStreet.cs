using System.Globalization;
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

    // Assumed: of inspectors' reports, those about a registered source.
    private const double SourceShare = 0.02;

    // Of what does not come from inspectors, most comes by the hotlines; the rest is spread over all channels, so that each is seen.
    private const double HotlineShare = 0.5;

    // What would be too rare to be seen in a few days has turns of its own: the rules, the limits of all classes with their filing
    // conditions, and the codes of older editions, which some platforms still pass on.
    private const double ErrandShare = 0.025;
    private const double LimitShare = 0.05;
    private const double EditionShare = 0.01;

    // Assumed: of reports of a class that has filing conditions, those that name one; of the public's, those without a name.
    private const double ConditionShare = 0.3;
    private const double AnonymousShare = 0.3;
    private const int CitizenCount = 1_000;

    // Assumed: of inspectors' reports, those of somebody who passes through a beat that is another's, and sees what its own did not.
    private const double PasserShare = 0.04;

    private static readonly PatrolKind[] Walkers = [PatrolKind.Inspector];

    // Relative volume by hour of day; the mean is 1.
    private static readonly double[] HourWeights =
    [
        0.15, 0.1, 0.1, 0.1, 0.15, 0.3, 0.6, 1.2, 2.2, 2.3, 2.1, 1.5,
        0.9, 1.2, 2.0, 2.1, 1.9, 1.3, 0.9, 0.8, 0.7, 0.6, 0.45, 0.3,
    ];

    private readonly City _city;
    private readonly Random _random;
    private readonly Inspector[] _inspectors;
    private readonly Channel[] _otherChannels;
    private readonly Channel[] _hotlines;
    private readonly Channel _inspectorChannel;
    private readonly CaseClass[] _sourceClasses;
    private readonly Source[] _sources;
    private readonly Inspector[] _patrols;
    private readonly SyntheticSights _sights;
    private readonly SyntheticErrands _errands;
    private readonly Deck<LimitRow> _limits;
    private readonly Deck<EditionRow> _editions;
    private readonly Dictionary<string, string[]> _conditions;
    private readonly Channel[] _transfers;
    private readonly Channel[] _socialChannels;

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
        if (WhatIsMissing(city) is { } missing)
        {
            throw new ArgumentException($"The city '{city.Id}' has no {missing} to demonstrate with.", nameof(city));
        }
        _city = city;
        _random = new Random(seed);
        _inspectors = [.. city.Inspectors.Values.Where(one => one.Beat.Count > 0).OrderBy(one => one.Id, StringComparer.Ordinal)];
        CaseClass[] classes = [.. city.Classes.Values.OrderBy(one => one.Code, StringComparer.Ordinal)];
        _inspectorChannel = city.Channels.GetValueOrDefault("inspector")
            ?? city.Channels.Values.MinBy(one => one.Id, StringComparer.Ordinal)!;
        _sourceClasses = [.. classes.Where(one => !one.IsComponent && one.Family is "dust" or "construction")];
        _sources = [.. city.Sources.Values.OrderBy(one => one.Id, StringComparer.Ordinal)];
        _patrols = [.. city.Patrols.Values.OrderBy(one => one.Id, StringComparer.Ordinal)];
        _otherChannels = [.. city.Channels.Values.Where(one => one != _inspectorChannel).OrderBy(one => one.Id, StringComparer.Ordinal)];
        _hotlines = [.. _otherChannels.Where(one => one.IsHotline)];
        _transfers = [.. _otherChannels.Where(one => one.Kind == ChannelKind.Transfer)];
        _socialChannels = [.. _otherChannels.Where(one => one.Service == ServiceGrid.Social)];
        _sights = new SyntheticSights(city, _random);
        _errands = new SyntheticErrands(city, _inspectorChannel.Id, _random);
        _conditions = classes.ToDictionary(
            one => one.Code, one => city.Limits.RowsOf(one.Code).Select(row => row.Condition).OfType<string>().ToArray());
        _limits = new Deck<LimitRow>(classes.SelectMany(one => city.Limits.RowsOf(one.Code)), _random);
        _editions = new Deck<EditionRow>(city.Editions.Rows.Where(row => city.ClassOf(row.FromEdition, row.FromCode) is not null), _random);
    }

    /// <summary>How long until the next report, at a moment of the day.</summary>
    public TimeSpan NextPause(DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, _city.TimeZone);
        var perHour = ReportsPerDay / 24 * HourWeights[local.Hour];
        return TimeSpan.FromHours(-Math.Log(1 - _random.NextDouble()) / perHour);
    }

    /// <summary>The next report, at a moment: who, what, and what was done about it on the spot.</summary>
    public (Actor By, ReportDraft Draft, string? SelfFixed) NextReport(DateTimeOffset now)
    {
        var luck = _random.NextDouble();
        if (luck < ErrandShare && _errands.Next(now) is { } spot)
        {
            return (Walker(spot.Place, now), Draft(spot, _inspectorChannel), null);
        }
        luck -= ErrandShare;
        if (luck is >= 0 and < LimitShare && _limits.Count > 0)
        {
            return ByLimit(_limits.Deal(), now);
        }
        luck -= LimitShare;
        return luck is >= 0 and < EditionShare && _editions.Count > 0 ? InOlderCode(_editions.Deal(), now) : AsUsual(now);
    }

    // What comes most of the time, by the shares that are published.
    private (Actor By, ReportDraft Draft, string? SelfFixed) AsUsual(DateTimeOffset now)
    {
        var isInspector = _otherChannels.Length == 0 || _random.NextDouble() < InspectorShare;
        if (isInspector && _sources.Length > 0 && _sourceClasses.Length > 0 && _random.NextDouble() < SourceShare
            && SourceOn(now) is { } source)
        {
            return AboutSource(source, now);
        }
        var channel = isInspector ? _inspectorChannel : NextChannel();
        var spot = _sights.NextBy(channel);
        var isFixed = isInspector && spot.Class.Family is "sanitation" or "street-order" or "advertising"
            && _random.NextDouble() < SelfFixedShare;
        return (
            isInspector ? Walker(spot.Place, now) : ReporterOf(channel),
            Draft(spot, channel),
            isFixed ? "[synthetic] fixed on the spot" : null);
    }

    // One row of the limits: its class, with the filing condition that leads to it.
    private (Actor By, ReportDraft Draft, string? SelfFixed) ByLimit(LimitRow row, DateTimeOffset now)
    {
        var caseClass = _city.Classes[row.Class];
        var channel = _sights.IsMeasured(caseClass) ? _city.Channels.GetValueOrDefault(_city.Policy.Water.Channel ?? string.Empty)
            : caseClass.Service == ServiceGrid.Social ? OneOf(_socialChannels)
            : null;
        var spot = _sights.Of(caseClass);
        return (
            channel is null ? Walker(spot.Place, now) : ReporterOf(channel),
            Draft(spot, channel ?? _inspectorChannel, row.Condition),
            null);
    }

    private (Actor By, ReportDraft Draft, string? SelfFixed) InOlderCode(EditionRow row, DateTimeOffset now)
    {
        var caseClass = _city.ClassOf(row.FromEdition, row.FromCode)!;
        var channel = OneOf(_transfers);
        var spot = _sights.Of(caseClass);
        var draft = Draft(spot, channel ?? _inspectorChannel);
        return (
            channel is null ? Walker(spot.Place, now) : ReporterOf(channel),
            draft with { Class = row.FromCode, Edition = row.FromEdition },
            null);
    }

    // One that has left its register is pointed at no more.
    private Source? SourceOn(DateTimeOffset now)
    {
        var source = _sources[_random.Next(_sources.Length)];
        return source.IsListedOn(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, _city.TimeZone).DateTime)) ? source : null;
    }

    private (Actor By, ReportDraft Draft, string? SelfFixed) AboutSource(Source source, DateTimeOffset now)
    {
        var caseClass = _sourceClasses[_random.Next(_sourceClasses.Length)];
        var place = _city.Plane.ToPlane(source.Place);
        var draft = Draft(new Spot(caseClass, place), _inspectorChannel);
        return (Walker(place, now), draft with { Source = source.Id }, null);
    }

    private ReportDraft Draft(Spot spot, Channel channel) =>
        Draft(spot, channel, _random.NextDouble() < ConditionShare ? OneOf(_conditions[spot.Class.Code]) : null);

    private ReportDraft Draft(Spot spot, Channel channel, string? condition)
    {
        var point = Spot.Written(_city, spot.Place);
        return new ReportDraft(
            spot.Class.Code,
            condition,
            channel.Id,
            point.Longitude,
            point.Latitude,
            Frame.Wgs84,
            channel == _inspectorChannel ? 5 : 20,
            condition is null ? $"[synthetic] {spot.Class.Name}" : $"[synthetic] {spot.Class.Name}: {condition}",
            null,
            null);
    }

    // Who walks a beat sees what there is to see; all that others find there counts as missed (漏报).
    private Actor Walker(PlanePoint place, DateTimeOffset now)
    {
        var own = _random.NextDouble() < PasserShare ? null : _city.NearestOnDuty(place, now, Walkers, []);
        return new Actor(Role.Inspector, (own ?? _inspectors[_random.Next(_inspectors.Length)]).Id);
    }

    private T? OneOf<T>(T[] among)
        where T : class => among.Length == 0 ? null : among[_random.Next(among.Length)];

    private Actor ReporterOf(Channel channel) => channel.Kind switch
    {
        ChannelKind.Sensor => Actor.System,
        ChannelKind.Leader => new Actor(Role.Leader, "synthetic-leader"),
        ChannelKind.Transfer or ChannelKind.Whistle => new Actor(Role.Command, "synthetic-desk"),
        ChannelKind.Patrol when _patrols.Length > 0 => new Actor(Role.Inspector, _patrols[_random.Next(_patrols.Length)].Id),
        _ when channel.AllowsAnonymous && _random.NextDouble() < AnonymousShare => Actor.Anonymous,
        _ => new Actor(Role.Public, string.Create(CultureInfo.InvariantCulture, $"synthetic-citizen-{_random.Next(CitizenCount):D3}")),
    };

    private Channel NextChannel()
    {
        var among = _hotlines.Length > 0 && _random.NextDouble() < HotlineShare ? _hotlines : _otherChannels;
        return among[_random.Next(among.Length)];
    }
}
