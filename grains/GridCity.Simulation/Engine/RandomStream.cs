using System.Numerics;

namespace GridCity.Simulation.Engine;

/// <summary>
/// A stream of random numbers whose algorithm is written down and never changes: xoshiro256** (D. Blackman and S. Vigna,
/// "Scrambled linear pseudorandom number generators", ACM TOMS 47, 2021), its state filled by SplitMix64 from one key, as
/// its authors advise. It is a <see cref="Random"/> only so that a library of distributions can draw from it; nothing of
/// the framework's own generator is used. One thread at a time.
/// </summary>
public sealed class RandomStream : Random
{
    private const double PerUnit = 1.0 / (1UL << 53);

    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>The stream of a key.</summary>
    public RandomStream(ulong key)
        : base(0) => Reset(key);

    /// <summary>A stream in a given state, not all zero.</summary>
    internal RandomStream(ulong s0, ulong s1, ulong s2, ulong s3)
        : base(0) => (_s0, _s1, _s2, _s3) = (s0, s1, s2, s3);

    /// <summary>Makes this the stream of another key, from its beginning.</summary>
    public void Reset(ulong key)
    {
        _s0 = SplitMix64(ref key);
        _s1 = SplitMix64(ref key);
        _s2 = SplitMix64(ref key);
        _s3 = SplitMix64(ref key);
    }

    /// <summary>The next 64 bits.</summary>
    public ulong NextUInt64()
    {
        unchecked
        {
            var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
            var t = _s1 << 17;
            _s2 ^= _s0;
            _s3 ^= _s1;
            _s1 ^= _s2;
            _s0 ^= _s3;
            _s2 ^= t;
            _s3 = BitOperations.RotateLeft(_s3, 45);
            return result;
        }
    }

    /// <summary>A number of [0, 1), of 53 bits.</summary>
    public override double NextDouble() => (NextUInt64() >> 11) * PerUnit;

    /// <summary>A number of (0, 1), of which logarithms and quantiles can be taken.</summary>
    public double NextInside() => ((NextUInt64() >> 12) + 0.5) * (2 * PerUnit);

    /// <inheritdoc/>
    public override float NextSingle() => (NextUInt64() >> 40) * (1f / (1 << 24));

    /// <inheritdoc/>
    public override int Next() => Next(int.MaxValue);

    /// <inheritdoc/>
    public override int Next(int maxValue) => Next(0, maxValue);

    /// <summary>A whole number of [min, max); where max is not above min, min.</summary>
    public override int Next(int minValue, int maxValue) => (int)NextInt64(minValue, maxValue);

    /// <inheritdoc/>
    public override long NextInt64() => NextInt64(long.MaxValue);

    /// <inheritdoc/>
    public override long NextInt64(long maxValue) => NextInt64(0, maxValue);

    /// <summary>
    /// A whole number of [min, max), by the high half of a product: its bias is below 2⁻³² for ranges of 32 bits.
    /// </summary>
    public override long NextInt64(long minValue, long maxValue)
    {
        var range = unchecked((ulong)(maxValue - minValue));
        return maxValue <= minValue
            ? minValue
            : unchecked(minValue + (long)Math.BigMul(NextUInt64(), range, out _));
    }

    /// <inheritdoc/>
    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    /// <inheritdoc/>
    public override void NextBytes(Span<byte> buffer)
    {
        for (var index = 0; index < buffer.Length; index++)
        {
            buffer[index] = (byte)(NextUInt64() >> 56);
        }
    }

    /// <summary>The next number of SplitMix64 (G. Steele, D. Lea, C. Flood, OOPSLA 2014), which moves its state on.</summary>
    internal static ulong SplitMix64(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <inheritdoc/>
    protected override double Sample() => NextDouble();
}
