using System.Numerics;

namespace GridCity.Core.Space;

/// <summary>
/// Chooses the nodes that answer for the pixels of a square, few and those of most pixels first, and writes the block
/// that <see cref="TileIndex"/> describes. Used again and again while an index is built.
/// </summary>
internal sealed class TileIndexBlock
{
    // What four bits tell apart, what seven bits do, and how many lines a square may have before it is not even tried.
    private const int RootsMax = 16;
    private const int NodesMax = TileNode.IsNode - 1;
    private const int LinesMax = 48;

    private static readonly TileNode Unknown = new(TileLine.Unknown, TileIndex.Nothing, TileIndex.Nothing);

    private readonly TileIndexSquare _square;
    private readonly TileIndexTree _tree;
    private readonly List<Choice> _choices = [];
    private readonly List<TileNode> _nodes = [];
    private readonly List<int> _cells = [];
    private readonly byte[] _roots = new byte[TileIndex.Side * TileIndex.Side];

    public TileIndexBlock(CellBorders borders)
    {
        _square = new TileIndexSquare(borders);
        _tree = new TileIndexTree(_square);
    }

    /// <summary>
    /// Reads a square and says for how many pixels no node was found, so that the borders must be asked there.
    /// </summary>
    public int Read(TileRaster pixels, ReadOnlySpan<int> cells)
    {
        _square.Read(pixels, cells);
        _nodes.Clear();
        var missing = ulong.MaxValue;
        if (_square.Lines.Count <= LinesMax)
        {
            FindChoices();
            missing = Choose(_square.Free | _square.Single) | Divide(~(_square.Free | _square.Single));
        }
        ListCells();
        if (_nodes.Count > NodesMax || HalfOf(_cells.Count - 1) >= TileNode.IsNode)
        {
            missing = ulong.MaxValue;
            _nodes.Clear();
        }
        if (missing != 0)
            SetRoot(missing, NumberOf(Unknown));
        ListCells();
        return BitOperations.PopCount(missing);
    }

    /// <summary>
    /// The cells that touch a quarter of the square (their indices) or cover it (the complements of these).
    /// </summary>
    public int[] CellsIn(int column, int row) => _square.CellsIn(column, row);

    /// <summary>Writes the block: its line, and the other words behind those of other blocks.</summary>
    public void Write(Span<ulong> line, List<ulong> rest)
    {
        while (_nodes.Count < TileIndex.LineWords - TileIndex.NodeWord)
            _nodes.Add(Unknown);
        for (var pixel = 0; pixel < _roots.Length; pixel++)
            line[pixel / 16] |= (ulong)_roots[pixel] << (pixel % 16 * 4);
        WriteCells(line, rest, isParted: false);
    }

    /// <summary>Writes the block of a square that is parted into four, by their entries.</summary>
    public void WriteParted(Span<ulong> line, List<ulong> rest, ReadOnlySpan<int> entries)
    {
        _nodes.Clear();
        _nodes.AddRange([Unknown, Unknown]);
        ListCells();
        WriteCells(line, rest, isParted: true);
        rest.Add(Pair(entries[0], entries[1]));
        rest.Add(Pair(entries[2], entries[3]));
    }

    private void WriteCells(Span<ulong> line, List<ulong> rest, bool isParted)
    {
        rest.Add(new TileIndex.Counts(_cells.Count, _nodes.Count, isParted).Word);
        line[4] = Pair(rest.Count - TileIndex.LineWords, CellAt(0));
        line[5] = Pair(CellAt(1), CellAt(2));
        for (var number = 0; number < _nodes.Count; number++)
        {
            var word = WordOf(_nodes[number]);
            if (TileIndex.NodeWord + number < TileIndex.LineWords)
                line[TileIndex.NodeWord + number] = word;
            else
                rest.Add(word);
        }
        for (var slot = TileIndex.LineCells; slot < _cells.Count; slot += 2)
            rest.Add(Pair(CellAt(slot), CellAt(slot + 1)));
        foreach (var cell in _cells)
            rest.Add(_square.PixelsOf(cell));
    }

    private ulong WordOf(TileNode node) =>
        node == Unknown ? 0 : TileNode.Pack(node.Line, ChildOf(node.Left), ChildOf(node.Right));

    private static ulong Pair(int low, int high) => unchecked((uint)low | ((ulong)(uint)high << 32));

    private int CellAt(int slot) => slot < _cells.Count ? _cells[slot] : TileIndex.Nothing;

    private byte ChildOf(int child) => (byte)(child < TileIndex.Nothing
        ? TileNode.IsNode | TileIndex.Flip(child)
        : HalfOf(_cells.IndexOf(child)));

    private int HalfOf(int slot) => new TileIndex.Counts(_cells.Count, _nodes.Count, false).CellHalf(slot);

    /// <summary>The cells that the nodes name, in their order, then the others of the square.</summary>
    private void ListCells()
    {
        _cells.Clear();
        foreach (var node in _nodes)
        {
            if (node == Unknown)
                continue;
            AddCell(node.Left);
            AddCell(node.Right);
        }
        for (var number = 0; number < _square.CellCount; number++)
            AddCell(_square.CellAt(number));
    }

    private void AddCell(int cell)
    {
        if (cell >= TileIndex.Nothing && !_cells.Contains(cell))
            _cells.Add(cell);
    }

    /// <summary>Every node that would do for some pixels, with all for which it would.</summary>
    private void FindChoices()
    {
        _choices.Clear();
        for (var line = 0; line < _square.Lines.Count; line++)
        {
            var first = _choices.Count;
            for (var rest = _square.PixelsAlone(line); rest != 0; rest &= rest - 1)
                AddChoice(first, line, BitOperations.TrailingZeroCount(rest));
        }
        var edged = _choices.Count;
        var free = _square.Free;
        for (var number = 0; number < _square.CellCount; number++)
        {
            AddFree(_square.CellAt(number), free & _square.CoveredAt(number), edged);
            free &= ~_square.CoveredAt(number);
        }
        AddFree(TileIndex.Nothing, free, edged);
    }

    private void AddChoice(int first, int line, int pixel)
    {
        var node = _square.DivideBy(line, pixel);
        for (var i = first; i < _choices.Count; i++)
        {
            if (_choices[i].Node == node)
            {
                _choices[i] = _choices[i] with { Pixels = _choices[i].Pixels | (1UL << pixel) };
                return;
            }
        }
        _choices.Add(new Choice(node, 1UL << pixel));
    }

    /// <summary>Pixels of one cell, also for the nodes that have the cell on one side and the pixels all there.</summary>
    private void AddFree(int cell, ulong pixels, int edged)
    {
        if (pixels == 0)
            return;
        for (var i = 0; i < edged; i++)
        {
            var choice = _choices[i];
            var more = (choice.Node.Left == cell ? pixels & _square.PixelsBeside(choice.Node.Line, 1) : 0)
                | (choice.Node.Right == cell ? pixels & _square.PixelsBeside(choice.Node.Line, -1) : 0);
            _choices[i] = choice with { Pixels = choice.Pixels | more };
        }
        _choices.Add(new Choice(new TileNode(TileLine.Far, cell, cell), pixels));
    }

    /// <summary>Takes the node for most pixels, then that for most of the others, and so on.</summary>
    private ulong Choose(ulong pixels)
    {
        while (pixels != 0 && _nodes.Count < RootsMax - 1)
        {
            var best = _choices[0];
            foreach (var choice in _choices)
            {
                if (BitOperations.PopCount(choice.Pixels & pixels) > BitOperations.PopCount(best.Pixels & pixels))
                    best = choice;
            }
            SetRoot(best.Pixels & pixels, NumberOf(best.Node));
            pixels &= ~best.Pixels;
        }
        return pixels;
    }

    /// <summary>Finds trees for pixels with several lines; returns those of which the root has too high a number.</summary>
    private ulong Divide(ulong pixels)
    {
        var missing = 0UL;
        for (; pixels != 0; pixels &= pixels - 1)
        {
            var pixel = BitOperations.TrailingZeroCount(pixels);
            var number = _tree.TryDivide(pixel, out var root) ? NumberOfRoot(root) : RootsMax;
            if (number < RootsMax)
                SetRoot(1UL << pixel, number);
            else
                missing |= 1UL << pixel;
        }
        return missing;
    }

    private int NumberOfRoot(int root) => root < TileIndex.Nothing
        ? TileIndex.Flip(Take(root))
        : NumberOf(new TileNode(TileLine.Far, root, root));

    /// <summary>Numbers a node of the tree and those below it; what is no node stays as it is.</summary>
    private int Take(int child)
    {
        if (child >= TileIndex.Nothing)
            return child;
        var node = _tree.Nodes[TileIndex.Flip(child)];
        return TileIndex.Flip(NumberOf(node with { Left = Take(node.Left), Right = Take(node.Right) }));
    }

    /// <summary>The number of a node, a new one if there is none like it. One number is kept for the unknown.</summary>
    private int NumberOf(TileNode node)
    {
        var number = _nodes.IndexOf(node);
        if (number >= 0)
            return number;
        if (_nodes.Count == RootsMax - 1 && node != Unknown && !_nodes.Contains(Unknown))
            _nodes.Add(Unknown);
        _nodes.Add(node);
        return _nodes.Count - 1;
    }

    private void SetRoot(ulong pixels, int number)
    {
        for (; pixels != 0; pixels &= pixels - 1)
            _roots[BitOperations.TrailingZeroCount(pixels)] = (byte)number;
    }

    private readonly record struct Choice(TileNode Node, ulong Pixels);
}
