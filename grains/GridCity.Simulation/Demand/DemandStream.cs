namespace GridCity.Simulation.Demand;

/// <summary>Something with a weight among others of its kind; only proportions count.</summary>
public readonly record struct Weighted(string Name, double Weight);

/// <summary>
/// Reports, or problems that wait to be found, of some classes by some channels: how many a day, when and where. The number
/// of a day is negative binomial: its mean is <see cref="PerDay"/> weighed by month, weekday, trend and storm, its variance
/// mean + <see cref="Excess"/> · mean². Inside the day, times follow the weights of the hours.
/// </summary>
public sealed record DemandStream
{
    /// <summary>The name, which is the key of the stream's luck; unique in a scenario.</summary>
    public required string Name { get; init; }

    /// <summary>How many come on an average day.</summary>
    public required double PerDay { get; init; }

    /// <summary>The classes, by weight.</summary>
    public required IReadOnlyList<Weighted> Classes { get; init; }

    /// <summary>The channels by which they are reported, by weight.</summary>
    public required IReadOnlyList<Weighted> Channels { get; init; }

    /// <summary>Whether they lie there until an inspector passes, instead of being reported at once.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Weights of the 168 hours of a week, from Monday 0 o'clock; empty when all are alike.</summary>
    public IReadOnlyList<double> HoursOfWeek { get; init; } = [];

    /// <summary>Weights of the twelve months; empty when all are alike.</summary>
    public IReadOnlyList<double> Months { get; init; } = [];

    /// <summary>Weights of cells by code; empty when all cells are alike.</summary>
    public IReadOnlyList<Weighted> Cells { get; init; } = [];

    /// <summary>How much more the number of a day varies than chance alone explains.</summary>
    public double Excess { get; init; }

    /// <summary>How much more whole weeks vary: the variance of a factor with mean 1 that is the same for a week's days.</summary>
    public double WeekExcess { get; init; }

    /// <summary>By what share the mean grows in a year, counted from <see cref="TrendFrom"/>.</summary>
    public double Trend { get; init; }

    /// <summary>The day on which the trend is nought.</summary>
    public DateOnly? TrendFrom { get; init; }

    /// <summary>How many times as many come while a storm goes on; 1 when storms do not matter.</summary>
    public double StormFactor { get; init; } = 1;
}

/// <summary>Storms: how many each month brings on average, and how long one goes on.</summary>
public sealed record StormSeason(IReadOnlyList<double> PerMonth, double Hours);
