using GridCity.Simulation.Engine;

namespace GridCity.Simulation.Demand;

/// <summary>When storms come: each day by its own luck, so that all streams see the same weather in every variant.</summary>
internal sealed class StormCalendar(StormSeason season, Streams streams)
{
    private readonly NumberedStreams _luck = streams.Numbered("storms");

    /// <summary>For each hour of a day the part of it in which it storms, or nothing on a day without a storm.</summary>
    public double[]? HoursOf(DateOnly day)
    {
        double[]? hours = null;
        // A storm of the evening before may go on.
        Add(day.AddDays(-1), -24, ref hours);
        Add(day, 0, ref hours);
        return hours;
    }

    private void Add(DateOnly day, double shift, ref double[]? hours)
    {
        var luck = _luck.Of(day.DayNumber);
        var perDay = season.PerMonth[day.Month - 1] / DateTime.DaysInMonth(day.Year, day.Month);
        if (luck.NextDouble() >= perDay)
        {
            return;
        }
        var begin = shift + (luck.NextDouble() * 24);
        var end = begin + new GammaTime(season.Hours, 0.6).Draw(luck);
        for (var hour = 0; hour < 24; hour++)
        {
            var part = Math.Min(end, hour + 1) - Math.Max(begin, hour);
            if (part > 0)
            {
                hours ??= new double[24];
                hours[hour] = Math.Min(1, hours[hour] + part);
            }
        }
    }
}
