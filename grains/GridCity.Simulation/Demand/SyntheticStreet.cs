using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Simulation.Demand;

/// <summary>
/// The made-up people of a demonstration: inspectors who find things on their beats, citizens who call, units that take
/// their time. Seeded, so that the same seed tells the same story. Volumes and shares follow Dongcheng's: about 1,700
/// reports a day, 94 % by inspectors, peaks at 8–11 and 14–17 o'clock; the shape of the day is assumed.
/// </summary>
public sealed class SyntheticStreet
{
    private const double ReportsPerDay = 1_700;
    private const double InspectorShare = 0.94;

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

    /// <summary>Makes the people of a city.</summary>
    /// <exception cref="ArgumentException">The city has no inspectors or no channel to report by.</exception>
    public SyntheticStreet(City city, int seed)
    {
        _city = city;
        _random = new Random(seed);
        _inspectors = [.. city.Inspectors.Values.Where(one => one.Beat.Count > 0).OrderBy(one => one.Id, StringComparer.Ordinal)];
        _classes = [.. city.Classes.Values.OrderBy(one => one.Code, StringComparer.Ordinal)];
        if (_inspectors.Length == 0 || _classes.Length == 0 || city.Channels.Count == 0)
        {
            throw new ArgumentException($"The city '{city.Id}' has no inspectors, classes or channels to demonstrate with.", nameof(city));
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

    /// <summary>The next report: who, and what.</summary>
    public (Actor By, ReportDraft Draft) NextReport()
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
        return (by, draft);
    }

    /// <summary>
    /// What somebody does next about a case, and after how long: log-normal times, some returns, some rework, some that were
    /// never there. Null when nobody has to do anything.
    /// </summary>
    public (TimeSpan After, CaseCommand Command)? NextAct(CaseId id, Stage stage, string? unit, string? inspector, Guid commandId)
    {
        var at = DateTimeOffset.UnixEpoch;
        var walker = new Actor(Role.Inspector, inspector ?? _inspectors[_random.Next(_inspectors.Length)].Id);
        var office = new Actor(Role.Supervision, "synthetic-desk");
        var luck = _random.NextDouble();
        return stage switch
        {
            Stage.PendingVerification => (LogNormal(0.5, 0.6), new VerifyCommand(
                commandId, at, walker, id, luck < 0.06 ? Sight.Missing : Sight.Exists, null)),
            Stage.PendingFiling => (LogNormal(0.2, 0.5), luck < 0.03
                ? new RejectCommand(commandId, at, office, id, "[synthetic] outside the scope")
                : new FileCommand(commandId, at, office, id, null)),
            Stage.PendingDispatch => (LogNormal(0.3, 0.5), new DispatchCommand(
                commandId, at, new Actor(Role.Command, "synthetic-desk"), id, null, null)),
            Stage.PendingAcceptance when unit is not null => (LogNormal(0.4, 0.6), luck < 0.03
                ? new ReturnCommand(commandId, at, new Actor(Role.Unit, unit), id, "[synthetic] not ours")
                : new AcceptCommand(commandId, at, new Actor(Role.Unit, unit), id)),
            Stage.Handling when unit is not null => (LogNormal(1.8, 0.9), new FinishCommand(
                commandId, at, new Actor(Role.Unit, unit), id, "[synthetic] done")),
            Stage.PendingCheck => (LogNormal(0.7, 0.5), new CheckCommand(
                commandId, at, walker, id, luck < 0.04 ? CheckResult.Fail : CheckResult.Pass, null)),
            Stage.PendingClosing => (LogNormal(0.2, 0.4), new CloseCommand(commandId, at, office, id, null)),
            _ => null,
        };
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

    // Log-normal by median (in hours) and spread of the logarithm.
    private TimeSpan LogNormal(double medianHours, double sigma)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
        return TimeSpan.FromHours(medianHours * Math.Exp(sigma * normal));
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
