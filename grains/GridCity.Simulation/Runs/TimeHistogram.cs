using System.Text.Json;

namespace GridCity.Simulation.Runs;

/// <summary>
/// Times in little memory: buckets that grow by a fiftieth, from a second on, so that a quantile is true to one part in a
/// hundred however many times there are. The mean is exact.
/// </summary>
public sealed class TimeHistogram
{
    private const double Smallest = 1 / 3600.0;
    private const double Largest = 24 * 366 * 1_000.0;
    private static readonly double Growth = Math.Log(1.02);

    private int[] _buckets = [];
    private double _sum;

    /// <summary>How many times there are.</summary>
    public long Count { get; private set; }

    /// <summary>The mean in hours; not a number when there are none.</summary>
    public double Mean => Count == 0 ? double.NaN : _sum / Count;

    /// <summary>The median in hours.</summary>
    public double Median => Quantile(0.5);

    /// <summary>Adds a time in hours.</summary>
    public void Add(double hours) => Add(new Time(hours));

    internal void Add(in Time time)
    {
        if (time.Bucket >= _buckets.Length)
        {
            Array.Resize(ref _buckets, Math.Max(64, time.Bucket + (time.Bucket / 4)));
        }
        _buckets[time.Bucket]++;
        _sum += time.Hours;
        Count++;
    }

    /// <summary>The time in hours that a share of all does not exceed; not a number when there are none.</summary>
    public double Quantile(double share)
    {
        if (Count == 0)
        {
            return double.NaN;
        }
        var left = Math.Max(1, (long)Math.Ceiling(share * Count));
        var bucket = 0;
        for (left -= _buckets[0]; left > 0; left -= _buckets[bucket])
        {
            bucket++;
        }
        return bucket == 0 ? 0 : Smallest * Math.Exp((bucket - 0.5) * Growth);
    }

    internal void Write(Utf8JsonWriter to)
    {
        to.WriteStartObject();
        to.WriteNumber("sum", _sum);
        to.WriteStartArray("buckets");
        // Place and count of the buckets that are not empty.
        for (var bucket = 0; bucket < _buckets.Length; bucket++)
        {
            if (_buckets[bucket] > 0)
            {
                to.WriteNumberValue(bucket);
                to.WriteNumberValue(_buckets[bucket]);
            }
        }
        to.WriteEndArray();
        to.WriteEndObject();
    }

    internal static TimeHistogram Read(JsonElement from)
    {
        var read = new TimeHistogram { _sum = from.GetProperty("sum").GetDouble() };
        var buckets = from.GetProperty("buckets");
        for (var index = 0; index < buckets.GetArrayLength(); index += 2)
        {
            var (bucket, count) = (buckets[index].GetInt32(), buckets[index + 1].GetInt32());
            if (bucket >= read._buckets.Length)
            {
                Array.Resize(ref read._buckets, Math.Max(64, bucket + (bucket / 4)));
            }
            read._buckets[bucket] = count;
            read.Count += count;
        }
        return read;
    }

    /// <summary>The share of all that took at most so many hours, to one part in a hundred of the time; 0 when there are none.</summary>
    public double ShareUpTo(double hours)
    {
        var last = new Time(hours).Bucket;
        var below = 0L;
        for (var bucket = 0; bucket < Math.Min(last + 1, _buckets.Length); bucket++)
        {
            below += _buckets[bucket];
        }
        return Count == 0 ? 0 : (double)below / Count;
    }

    /// <summary>The largest difference between the shares below any time of two histograms (Kolmogorov and Smirnov).</summary>
    public double DistanceTo(TimeHistogram other)
    {
        if (Count == 0 || other.Count == 0)
        {
            return Count == other.Count ? 0 : 1;
        }
        var (ours, theirs, most) = (0L, 0L, 0.0);
        for (var bucket = 0; bucket < Math.Max(_buckets.Length, other._buckets.Length); bucket++)
        {
            ours += bucket < _buckets.Length ? _buckets[bucket] : 0;
            theirs += bucket < other._buckets.Length ? other._buckets[bucket] : 0;
            most = Math.Max(most, Math.Abs(((double)ours / Count) - ((double)theirs / other.Count)));
        }
        return most;
    }

    /// <summary>A time with its bucket, which is worked out once for all histograms to which it is added.</summary>
    internal readonly struct Time(double hours)
    {
        public double Hours { get; } = hours;

        // The first bucket holds what took no time to speak of.
        public int Bucket { get; } = hours <= Smallest ? 0 : 1 + (int)(Math.Log(Math.Min(hours, Largest) / Smallest) / Growth);
    }
}
