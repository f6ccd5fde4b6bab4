namespace GridCity.Core.Cities;

/// <summary>The kinds of channel (渠道). Zero is never stored.</summary>
public enum ChannelKind
{
    /// <summary>Inspectors on their beats (监督员).</summary>
    Inspector = 1,

    /// <summary>A telephone number that people call (热线).</summary>
    Hotline = 2,

    /// <summary>Other ways by which the public reports: web, app, letter, visit.</summary>
    Public = 3,

    /// <summary>Newspapers and broadcasts (媒体曝光).</summary>
    Media = 4,

    /// <summary>Instructions of leaders, and deputies (领导批示).</summary>
    Leader = 5,

    /// <summary>Passed on by another body or platform (移送).</summary>
    Transfer = 6,

    /// <summary>Sensors, cameras, drones (物联感知).</summary>
    Sensor = 7,

    /// <summary>Patrols that are no inspectors: lane and river patrols, vehicles, volunteers (巡查).</summary>
    Patrol = 8,

    /// <summary>A street calls departments to a place (街乡吹哨).</summary>
    Whistle = 9,
}

/// <summary>
/// A channel (渠道) by which reports come. A trusted channel's reports are filed and dispatched at once; others are
/// looked at first (核实).
/// </summary>
public sealed record Channel(string Id, string Name, string NameZh, bool IsTrusted)
{
    /// <summary>What kind of channel it is.</summary>
    public ChannelKind Kind { get; init; } = ChannelKind.Public;

    /// <summary>Whether people may report by it without saying who they are.</summary>
    public bool AllowsAnonymous { get; init; } = true;

    /// <summary>Whether people who report by it are called back (接诉即办) and the three rates count them.</summary>
    public bool IsHotline { get; init; }

    /// <summary>Whether every case that comes by it is under supervision (督办) from the first moment.</summary>
    public bool IsSupervised { get; init; }

    /// <summary>The grid whose cases mostly come by it; the class decides, this only sorts.</summary>
    public ServiceGrid Service { get; init; } = ServiceGrid.City;
}
