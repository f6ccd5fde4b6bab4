using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace GridCity.Simulation.Engine;

/// <summary>
/// The random streams of a run, one for every concern (demand of a class, service of a unit …), so that changing one
/// thing does not reshuffle the rest. A stream's key is the first eight bytes (big-endian) of the SHA-256 of
/// <c>gridcity-stream-1</c>, the seed in decimal, the concern and a name inside it, in UTF-8 with U+001F between them.
/// </summary>
public sealed class Streams(ulong seed)
{
    // No concern and no name holds it, so no two streams run together into one text.
    private const char Joint = '\u001F';

    /// <summary>The seed of the run.</summary>
    public ulong Seed => seed;

    /// <summary>A stream of its own for a concern and a name inside it.</summary>
    public RandomStream Of(string concern, string name = "") => new(KeyOf(concern, name));

    /// <summary>A family of streams, one for each number: the same case draws the same luck in every variant.</summary>
    public NumberedStreams Numbered(string concern, string name = "") => new(KeyOf(concern, name));

    private ulong KeyOf(string concern, string name)
    {
        var text = string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"gridcity-stream-1{Joint}{seed}{Joint}{concern}{Joint}{name}");
        return BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}

/// <summary>
/// Streams of one concern by number. There is one generator in it, which is set to the stream that was asked for last:
/// draw what is needed before asking for another. One thread at a time.
/// </summary>
public sealed class NumberedStreams
{
    private readonly ulong _key;
    private readonly RandomStream _stream;

    internal NumberedStreams(ulong key)
    {
        _key = key;
        _stream = new RandomStream(key);
    }

    /// <summary>The stream of a number, from its beginning.</summary>
    public RandomStream Of(long number)
    {
        // Mixed before it is joined, so that neighbouring numbers have nothing in common.
        var mixed = unchecked((ulong)number);
        _stream.Reset(_key ^ RandomStream.SplitMix64(ref mixed));
        return _stream;
    }
}
