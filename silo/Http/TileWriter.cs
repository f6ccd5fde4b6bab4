using System.Buffers;
using System.Text;
using GridCity.Core.Space;

namespace GridCity.Silo.Http;

/// <summary>
/// Writes one layer of polygons in the Mapbox Vector Tile Specification 2.1: protocol buffers in which a ring is a list of
/// steps. Polygons are written whole, because cells are small beside a tile; the map clips what it draws.
/// </summary>
internal sealed class TileWriter
{
    private const int MoveTo = 1;
    private const int LineTo = 2;
    private const int ClosePath = 7;
    private const int PolygonType = 3;

    private readonly ArrayBufferWriter<byte> _layer = new(4096);
    private readonly ArrayBufferWriter<byte> _feature = new(256);
    private readonly ArrayBufferWriter<byte> _geometry = new(256);
    private readonly List<(int X, int Y)> _ring = [];
    private int _count;

    /// <summary>Begins a layer.</summary>
    public TileWriter(string layer)
    {
        WriteField(_layer, 15, 2);
        WriteBytes(_layer, 1, Encoding.UTF8.GetBytes(layer));
    }

    /// <summary>
    /// Adds a polygon unless it lies outside the tile or has no area at this zoom. <paramref name="toTile"/> turns a point
    /// of the plane into units of the tile.
    /// </summary>
    public void AddPolygon(int id, IReadOnlyList<CellRing> rings, Func<PlanePoint, (double X, double Y)> toTile)
    {
        _geometry.Clear();
        var cursor = (X: 0, Y: 0);
        var isNear = false;
        var isPartOpen = false;
        foreach (var ring in rings)
        {
            var area = TakeRing(ring.Points.Span, toTile);
            // A hole whose ring has shrunk away has nothing left to be a hole in.
            if (_ring.Count < 3 || area == 0 || (ring.IsHole && !isPartOpen))
            {
                isPartOpen &= ring.IsHole;
                continue;
            }
            isPartOpen = true;
            isNear |= IsNear();
            // The specification tells rings from holes by their turn: outer rings run clockwise as seen, y downwards.
            if (area > 0 == ring.IsHole)
            {
                _ring.Reverse();
            }
            cursor = WriteRing(cursor);
        }
        if (isNear)
        {
            WriteFeature(id);
        }
    }

    /// <summary>The tile; empty, as the specification asks, when nothing was added.</summary>
    public byte[] ToArray()
    {
        if (_count == 0)
        {
            return [];
        }
        WriteField(_layer, 5, TileFrame.Extent);
        var tile = new ArrayBufferWriter<byte>(_layer.WrittenCount + 8);
        WriteBytes(tile, 3, _layer.WrittenSpan);
        return tile.WrittenSpan.ToArray();
    }

    /// <summary>Rounds a ring to units, drops what falls together, and returns twice its signed area.</summary>
    private long TakeRing(ReadOnlySpan<PlanePoint> points, Func<PlanePoint, (double X, double Y)> toTile)
    {
        _ring.Clear();
        // The ring is closed by repeating its first point, which the format does not want.
        foreach (var point in points[..^1])
        {
            var (x, y) = toTile(point);
            var rounded = ((int)Math.Round(x), (int)Math.Round(y));
            if (_ring.Count == 0 || _ring[^1] != rounded)
            {
                _ring.Add(rounded);
            }
        }
        if (_ring.Count > 1 && _ring[^1] == _ring[0])
        {
            _ring.RemoveAt(_ring.Count - 1);
        }
        var area = 0L;
        for (var index = 0; index < _ring.Count; index++)
        {
            var (x, y) = _ring[index];
            var (nextX, nextY) = _ring[(index + 1) % _ring.Count];
            area += ((long)x * nextY) - ((long)nextX * y);
        }
        return area;
    }

    private bool IsNear()
    {
        const int Low = -TileFrame.Buffer;
        const int High = TileFrame.Extent + TileFrame.Buffer;
        return _ring.Exists(at => at.X >= Low) && _ring.Exists(at => at.X <= High)
            && _ring.Exists(at => at.Y >= Low) && _ring.Exists(at => at.Y <= High);
    }

    private (int X, int Y) WriteRing((int X, int Y) cursor)
    {
        WriteVarint(_geometry, (1 << 3) | MoveTo);
        for (var index = 0; index < _ring.Count; index++)
        {
            if (index == 1)
            {
                WriteVarint(_geometry, ((ulong)(_ring.Count - 1) << 3) | LineTo);
            }
            WriteVarint(_geometry, ZigZag(_ring[index].X - cursor.X));
            WriteVarint(_geometry, ZigZag(_ring[index].Y - cursor.Y));
            cursor = _ring[index];
        }
        WriteVarint(_geometry, (1 << 3) | ClosePath);
        return cursor;
    }

    private void WriteFeature(int id)
    {
        _feature.Clear();
        WriteField(_feature, 1, (ulong)id);
        WriteField(_feature, 3, PolygonType);
        WriteBytes(_feature, 4, _geometry.WrittenSpan);
        WriteBytes(_layer, 2, _feature.WrittenSpan);
        _count++;
    }

    private static void WriteField(ArrayBufferWriter<byte> to, int field, ulong value)
    {
        WriteVarint(to, (ulong)field << 3);
        WriteVarint(to, value);
    }

    private static void WriteBytes(ArrayBufferWriter<byte> to, int field, ReadOnlySpan<byte> bytes)
    {
        const int LengthDelimited = 2;
        WriteVarint(to, ((ulong)field << 3) | LengthDelimited);
        WriteVarint(to, (ulong)bytes.Length);
        to.Write(bytes);
    }

    /// <summary>Small numbers of either sign become small numbers without one.</summary>
    private static ulong ZigZag(int value) => unchecked((uint)((value << 1) ^ (value >> 31)));

    private static void WriteVarint(ArrayBufferWriter<byte> to, ulong value)
    {
        var span = to.GetSpan(10);
        var length = 0;
        for (; value > 127; value >>= 7)
        {
            span[length++] = (byte)((value & 127) | 128);
        }
        span[length++] = (byte)value;
        to.Advance(length);
    }
}
