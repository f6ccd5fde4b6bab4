using System.Text;
using Xunit;

namespace GridCity.Tests.Web;

/// <summary>A reader of vector tiles, written from the specification and not from the writer under test.</summary>
internal sealed class DecodedTile
{
    public string Layer { get; private set; } = "";

    public ulong Version { get; private set; }

    public ulong Extent { get; private set; }

    /// <summary>The rings of every feature by its id, as absolute points, not closed.</summary>
    public Dictionary<int, List<List<(int X, int Y)>>> Features { get; } = [];

    public static DecodedTile Read(ReadOnlySpan<byte> tile)
    {
        var decoded = new DecodedTile();
        while (!tile.IsEmpty)
        {
            var (field, _, bytes) = Next(ref tile);
            Assert.Equal(3, field);
            decoded.ReadLayer(bytes);
        }
        return decoded;
    }

    /// <summary>Twice the area of a ring by the surveyor's formula, positive for an outer ring.</summary>
    public static long TwiceArea(List<(int X, int Y)> ring) => ring
        .Select((point, index) => (point, next: ring[(index + 1) % ring.Count]))
        .Sum(pair => ((long)pair.point.X * pair.next.Y) - ((long)pair.next.X * pair.point.Y));

    private void ReadLayer(ReadOnlySpan<byte> layer)
    {
        while (!layer.IsEmpty)
        {
            var (field, value, bytes) = Next(ref layer);
            switch (field)
            {
                case 1: Layer = Encoding.UTF8.GetString(bytes); break;
                case 2: ReadFeature(bytes); break;
                case 5: Extent = value; break;
                case 15: Version = value; break;
                default: Assert.Fail($"A layer has no field {field}."); break;
            }
        }
    }

    private void ReadFeature(ReadOnlySpan<byte> feature)
    {
        var id = -1;
        while (!feature.IsEmpty)
        {
            var (field, value, bytes) = Next(ref feature);
            switch (field)
            {
                case 1: id = (int)value; break;
                case 3: Assert.Equal(3UL, value); break;
                case 4: Features.Add(id, ReadRings(bytes)); break;
                default: Assert.Fail($"A feature has no field {field}."); break;
            }
        }
    }

    private static List<List<(int X, int Y)>> ReadRings(ReadOnlySpan<byte> geometry)
    {
        var rings = new List<List<(int X, int Y)>>();
        var (x, y) = (0, 0);
        while (!geometry.IsEmpty)
        {
            var command = Varint(ref geometry);
            switch (command & 7)
            {
                case 1:
                    rings.Add([]);
                    goto case 2;
                case 2:
                    for (var count = command >> 3; count > 0; count--)
                    {
                        x += Signed(Varint(ref geometry));
                        y += Signed(Varint(ref geometry));
                        rings[^1].Add((x, y));
                    }
                    break;
                default:
                    Assert.Equal(15UL, command);
                    break;
            }
        }
        return rings;
    }

    private static int Signed(ulong value) => (value & 1) == 0 ? (int)(value >> 1) : -(int)(value >> 1) - 1;

    private static Field Next(ref ReadOnlySpan<byte> from)
    {
        var key = Varint(ref from);
        var value = Varint(ref from);
        if ((key & 7) == 0)
        {
            return new Field((int)(key >> 3), value, default);
        }
        Assert.Equal(2UL, key & 7);
        var bytes = from[..(int)value];
        from = from[(int)value..];
        return new Field((int)(key >> 3), 0, bytes);
    }

    private static ulong Varint(ref ReadOnlySpan<byte> from)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = from[0];
            from = from[1..];
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }
    }

    private readonly ref struct Field(int number, ulong value, ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;

        public void Deconstruct(out int field, out ulong plain, out ReadOnlySpan<byte> content)
        {
            field = number;
            plain = value;
            content = _bytes;
        }
    }
}
