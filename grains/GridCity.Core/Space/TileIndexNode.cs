namespace GridCity.Core.Space;

/// <summary>
/// A line and what lies left and right of it: a cell, <see cref="TileIndex.Nothing"/>, or below that one more node. In
/// a block it is one word: three times two bytes for the line, a byte for each child. A byte below
/// <see cref="IsNode"/> says in which half of a word, counted from the block, the cell stands.
/// </summary>
internal readonly record struct TileNode(TileLine Line, int Left, int Right)
{
    /// <summary>Marks a child that is the number of a node.</summary>
    public const int IsNode = 0x80;

    /// <summary>The word of a node whose children are given as bytes.</summary>
    public static ulong Pack(TileLine line, byte left, byte right)
    {
        unchecked
        {
            return (ushort)line.A | ((ulong)(ushort)line.B << 16) | ((ulong)(ushort)line.C << 32)
                | ((ulong)left << 48) | ((ulong)right << 56);
        }
    }

    /// <summary>The value of a point whose place in the square has so many bits, in steps as large as those.</summary>
    public static long ValueAt(ulong node, int x, int y, int bits)
    {
        unchecked
        {
            return ((long)(short)node * x) + ((long)(short)(node >> 16) * y) + ((long)(short)(node >> 32) << bits);
        }
    }

    /// <summary>
    /// The child on the side of a value, without a jump: half of the jumps would be foretold wrong.
    /// </summary>
    public static int ChildOf(ulong node, long value)
    {
        unchecked
        {
            return (int)(node >> (48 + ((int)(value >> 63) & 8))) & 0xFF;
        }
    }
}
