namespace GridCity.Simulation.Pages;

/// <summary>Numbers to places of a drawing: from one number to another, over so many pixels, with round ticks.</summary>
internal sealed record Scale(double From, double To, double Start, double Length, IReadOnlyList<double> Ticks)
{
    /// <summary>Where a number lies; what lies outside is put on the edge.</summary>
    public double At(double value) => Start + (Length * (Math.Clamp(value, From, To) - From) / (To - From));

    /// <summary>A scale from nought to at least a number, about so many ticks apart.</summary>
    public static Scale FromZero(double most, double start, double length, int ticks) =>
        Around(0, Math.Max(most, 1), start, length, ticks, isWhole: true);

    /// <summary>A scale that holds two numbers and ends at ticks.</summary>
    public static Scale Around(double least, double most, double start, double length, int ticks, bool isWhole = false)
    {
        var step = Step((Math.Max(most, least + 1e-9) - least) / ticks);
        step = isWhole ? Math.Max(1, step) : step;
        var from = Math.Floor((least / step) + 1e-9) * step;
        var count = Math.Max(1, (int)Math.Ceiling(((most - from) / step) - 1e-9));
        return new Scale(
            from, from + (count * step), start, length, [.. Enumerable.Range(0, count + 1).Select(tick => from + (tick * step))]);
    }

    /// <summary>The next round step: 1, 2 or 5 times a power of ten.</summary>
    private static double Step(double least)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return new[] { 1.0, 2, 5, 10 }.Select(times => times * power).First(step => step >= least * 0.999999);
    }
}
