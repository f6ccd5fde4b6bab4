namespace GridCity.Core.Water;

/// <summary>
/// When water is black and odorous (黑臭水体), by the guideline for treating such urban waters (城市黑臭水体整治工作指南, 2015):
/// four indices with two bands each, judged point by point and then for stretches and whole waters. A value at the edge of a
/// band is in it. The guideline only tells heavy from light in waters that are known to be black and odorous; that a point is
/// light when the same shares of its data are light or heavy, and otherwise neither, is our reading.
/// </summary>
public static class BlackOdourCriteria
{
    /// <summary>How many samples an index of a point needs before it is judged.</summary>
    public const int SamplesMin = 3;

    /// <summary>How many judged points a water needs before it is judged as a whole.</summary>
    public const int PointsMin = 3;

    /// <summary>How many points in a row make a stretch heavy.</summary>
    public const int StretchMin = 3;

    private const int OneIndexPercent = 60;
    private const int TwoIndicesPercent = 30;
    private const int WholePercent = 60;
    private const double ShallowDepth = 25;

    private static readonly string[] Indices =
        [WaterParameters.Transparency, WaterParameters.Oxygen, WaterParameters.Potential, WaterParameters.Ammonia];

    /// <summary>Whether a parameter is one of the indices, or the depth that one of them needs.</summary>
    public static bool Needs(string parameter) => parameter == WaterParameters.Depth || Indices.AsSpan().Contains(parameter);

    /// <summary>
    /// The band of each index that a sample has, in the units of the table. In water less than 25 cm deep, transparency is heavy
    /// below <paramref name="shallowShare"/> of the depth and light unless the bottom is seen; 0 leaves the depth out.
    /// </summary>
    public static IEnumerable<(string Index, BlackOdour Level)> Bands(IReadOnlyList<Measurement> sample, double shallowShare)
    {
        foreach (var value in sample)
        {
            var level = value.Parameter switch
            {
                WaterParameters.Transparency => Clear(sample, value.Value, shallowShare),
                WaterParameters.Oxygen => Band(value.Value < 0.2, value.Value <= 2.0),
                WaterParameters.Potential => Band(value.Value < -200, value.Value <= 50),
                WaterParameters.Ammonia => Band(value.Value > 15, value.Value >= 8.0),
                _ => (BlackOdour?)null,
            };
            if (level is not null)
            {
                yield return (value.Parameter, level.Value);
            }
        }
    }

    /// <summary>
    /// How black and odorous a point is by its samples: heavily when one index is heavy in at least 60 % of its data, or two are
    /// in at least 30 %. Null when no index has three samples. Of two samples taken at the same moment the later one in the list
    /// corrects the values of the other.
    /// </summary>
    public static BlackOdour? OfPoint(IEnumerable<SampleMark> samples, double shallowShare)
    {
        var indices = samples
            .GroupBy(sample => sample.TakenAt)
            .SelectMany(moment => Bands(Corrected(moment.Select(sample => sample.Odour)), shallowShare))
            .GroupBy(band => band.Index, band => band.Level, StringComparer.Ordinal)
            .Select(index => index.ToList())
            .Where(index => index.Count >= SamplesMin)
            .ToList();
        if (indices.Count == 0)
        {
            return null;
        }
        return Has(indices, BlackOdour.Heavy) ? BlackOdour.Heavy
            : Has(indices, BlackOdour.Light) ? BlackOdour.Light
            : BlackOdour.None;
    }

    /// <summary>
    /// The heavy stretches of a water: three or more heavy points in a row, in the order along the water. A point that could not
    /// be judged parts them.
    /// </summary>
    public static IReadOnlyList<OdourStretch> HeavyStretches(IReadOnlyList<BlackOdour?> points)
    {
        var stretches = new List<OdourStretch>();
        var first = 0;
        for (var index = 0; index <= points.Count; index++)
        {
            if (index < points.Count && points[index] == BlackOdour.Heavy)
            {
                continue;
            }
            if (index - first >= StretchMin)
            {
                stretches.Add(new OdourStretch(first, index - 1));
            }
            first = index + 1;
        }
        return stretches;
    }

    /// <summary>
    /// How black and odorous a whole water is: heavily when at least 60 % of its judged points are; lightly when as many are at
    /// least light. Null when fewer than three points are judged.
    /// </summary>
    public static BlackOdour? OfWhole(IEnumerable<BlackOdour?> points)
    {
        var judged = points.OfType<BlackOdour>().ToList();
        if (judged.Count < PointsMin)
        {
            return null;
        }
        return Share(judged, BlackOdour.Heavy, WholePercent) ? BlackOdour.Heavy
            : Share(judged, BlackOdour.Light, WholePercent) ? BlackOdour.Light
            : BlackOdour.None;
    }

    /// <summary>The values of samples of one moment, those of later samples before those of earlier ones.</summary>
    internal static IReadOnlyList<Measurement> Corrected(IEnumerable<ValueList<Measurement>> samples) =>
        [.. samples.Reverse().SelectMany(values => values).DistinctBy(value => value.Parameter)];

    private static bool Has(List<List<BlackOdour>> indices, BlackOdour level) =>
        indices.Exists(index => Share(index, level, OneIndexPercent))
        || indices.Count(index => Share(index, level, TwoIndicesPercent)) >= 2;

    private static bool Share(List<BlackOdour> levels, BlackOdour level, int percent) =>
        levels.Count(one => one >= level) * 100 >= levels.Count * percent;

    private static BlackOdour Clear(IReadOnlyList<Measurement> sample, double centimetres, double shallowShare)
    {
        var depth = sample.FirstOrDefault(value => value.Parameter == WaterParameters.Depth)?.Value;
        return shallowShare > 0 && depth < ShallowDepth
            ? Band(centimetres < shallowShare * depth.Value, centimetres < depth.Value)
            : Band(centimetres < 10, centimetres <= 25);
    }

    private static BlackOdour Band(bool isHeavy, bool isLight) =>
        isHeavy ? BlackOdour.Heavy : isLight ? BlackOdour.Light : BlackOdour.None;
}

/// <summary>A heavy stretch between two points of a water, both included, by their places in the order along it.</summary>
public readonly record struct OdourStretch(int First, int Last);
