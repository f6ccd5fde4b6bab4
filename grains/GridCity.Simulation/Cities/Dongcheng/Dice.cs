namespace GridCity.Simulation.Cities.Dongcheng;

/// <summary>
/// Seeded random numbers whose sequence is written down here (SplitMix64, Steele, Lea and Flood 2014), so that a
/// made-up city is the same on every machine and next year. Every concern has dice of its own.
/// </summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Dice for a concern of a seed: adding a concern leaves the others as they were.</summary>
    public static Dice For(int seed, string concern)
    {
        var mixed = unchecked((ulong)seed * 0x9E3779B97F4A7C15);
        foreach (var letter in concern)
        {
            mixed = unchecked((mixed ^ letter) * 0x100000001B3);
        }
        return new Dice(mixed);
    }

    /// <summary>A number from 0 to below 1.</summary>
    public double Next() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number between two others.</summary>
    public double Between(double low, double high) => low + ((high - low) * Next());

    /// <summary>A whole number from 0 to below a count.</summary>
    public int Below(int count) => (int)(Next() * count);

    /// <summary>A number of the normal distribution, near enough: twelve uniform ones less six.</summary>
    public double Normal()
    {
        var sum = -6.0;
        for (var draw = 0; draw < 12; draw++)
        {
            sum += Next();
        }
        return sum;
    }

    private ulong Bits()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var bits = _state;
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }
}
