namespace GridCity.Core.Space;

/// <content>
/// Many points at a time. A point alone waits for memory up to three times, one time after the other. Points of a group take
/// each step together, and a step that reads does nothing else: so a processor has as many reads under way as it can.
/// </content>
internal sealed partial class TileIndex
{
    // More than a processor reads at a time, and few enough for all that is known of them to stay in its nearest cache.
    private const int GroupSize = 64;

    /// <summary>Locates many points, each as <see cref="Locate(PlanePoint, CellBorders)"/> does.</summary>
    public void Locate(ReadOnlySpan<PlanePoint> points, Span<int> cells, CellBorders borders)
    {
        Span<Seeker> seekers = stackalloc Seeker[GroupSize];
        Span<int> places = stackalloc int[GroupSize];
        Span<ulong> words = stackalloc ulong[GroupSize];
        for (var first = 0; first < points.Length; first += GroupSize)
        {
            var count = Math.Min(points.Length - first, GroupSize);
            var group = seekers[..count];
            var at = places[..count];
            var read = words[..count];
            FindBlocks(points.Slice(first, count), group, at);
            Read(at, read);
            FindNodes(group, at, read);
            Read(at, read);
            FindChildren(group, at, read);
            Read(at, read);
            for (var index = 0; index < group.Length; index++)
            {
                cells[first + index] = CellOf(group[index], read[index], points[first + index], borders);
            }
        }
    }

    private void Read(ReadOnlySpan<int> places, Span<ulong> words)
    {
        var all = _words.AsSpan();
        for (var index = 0; index < words.Length; index++)
        {
            words[index] = all[places[index]];
        }
    }

    /// <summary>Finds the blocks, and in them the words with the points' pixels.</summary>
    private void FindBlocks(ReadOnlySpan<PlanePoint> points, Span<Seeker> group, Span<int> at)
    {
        unchecked
        {
            for (var index = 0; index < group.Length; index++)
            {
                var x = double.ConvertToIntegerNative<long>((points[index].X - _x0) * _perMetre);
                var y = double.ConvertToIntegerNative<long>((points[index].Y - _y0) * _perMetre);
                var (block, found) = (None, Nothing);
                if ((ulong)x < _width && (ulong)y < _height)
                {
                    var (number, hasBlock) = _tiles.Find(((int)(y >> TileBits) * _columns) + (int)(x >> TileBits));
                    (block, found) = hasBlock ? (_start + (number * LineWords), Nothing) : (None, _tiles.CellOf(number));
                }
                group[index] = new Seeker { X = x, Y = y, Block = block, Found = found };
                at[index] = block == None ? 0 : block + (PixelOf(y, DepthMax) >> 1);
            }
        }
    }

    /// <summary>Finds the nodes of the pixels.</summary>
    private void FindNodes(Span<Seeker> group, Span<int> at, ReadOnlySpan<ulong> read)
    {
        unchecked
        {
            for (var index = 0; index < group.Length; index++)
            {
                ref var seeker = ref group[index];
                if (seeker.Block == None)
                    continue;
                var shift = ((PixelOf(seeker.Y, DepthMax) & 1) * 32) + (PixelOf(seeker.X, DepthMax) * 4);
                seeker.Rest = RestOf(seeker.Block);
                at[index] = PlaceOfWord(seeker.Block, seeker.Rest, NodeWord + ((int)(read[index] >> shift) & 0xF));
            }
        }
    }

    /// <summary>Finds what lies on the points' side of their lines: the word of a cell, or of one more node.</summary>
    private static void FindChildren(Span<Seeker> group, Span<int> at, ReadOnlySpan<ulong> read)
    {
        unchecked
        {
            for (var index = 0; index < group.Length; index++)
            {
                ref var seeker = ref group[index];
                if (seeker.Block == None)
                    continue;
                var (x, y) = (PlaceOf(seeker.X, DepthMax), PlaceOf(seeker.Y, DepthMax));
                var value = TileNode.ValueAt(read[index], x, y, PlaceBits);
                var child = TileNode.ChildOf(read[index], value);
                seeker.IsClose = IsClose(value);
                seeker.Child = child;
                // Chosen without a jump, as everything that the points alone decide.
                var isNode = -(child >> 7);
                var word = (isNode & (NodeWord + (child & ~TileNode.IsNode))) | (~isNode & (child >> 1));
                at[index] = PlaceOfWord(seeker.Block, seeker.Rest, word);
            }
        }
    }

    private int CellOf(in Seeker seeker, ulong read, PlanePoint point, CellBorders borders)
    {
        if (seeker.Block == None)
            return seeker.Found;
        if (seeker.IsClose)
            return LookCloser(seeker.Block, seeker.X, seeker.Y, DepthMax, point, borders);
        return seeker.Child < TileNode.IsNode
            ? HalfIn(read, seeker.Child)
            : Descend(seeker.Block, seeker.Child, seeker.X, seeker.Y, DepthMax, point, borders);
    }

    /// <summary>
    /// A point on its way: where it is, its block and where that goes on, or what it found without one; the child that it
    /// came to, and whether a line on the way was too near to tell its sides.
    /// </summary>
    private struct Seeker
    {
        public long X;
        public long Y;
        public int Block;
        public int Rest;
        public int Found;
        public int Child;
        public bool IsClose;
    }
}
