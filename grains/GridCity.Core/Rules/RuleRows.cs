using System.Numerics;

namespace GridCity.Core.Rules;

/// <summary>
/// For every cell the rules that can match in it, one bit each: cells with the same rules share one row. A question
/// looks at the bits that its class and its cell have in common, and tries no other rule.
/// </summary>
internal sealed class RuleRows
{
    private readonly int _words;
    private readonly int[] _rowOfCell;
    private readonly ulong[] _bits;

    private RuleRows(int words, int[] rowOfCell, ulong[] bits)
    {
        _words = words;
        _rowOfCell = rowOfCell;
        _bits = bits;
    }

    /// <summary>How many different rows there are.</summary>
    public int RowCount => _words == 0 ? 0 : _bits.Length / _words;

    /// <summary>How much memory the rows take, in bytes.</summary>
    public long Bytes => (4L * _rowOfCell.Length) + (8L * _bits.Length);

    /// <summary>The number of the row of a cell.</summary>
    public int RowOf(int cell) => _rowOfCell[cell];

    /// <summary>The bits of a row, 64 rules to the word.</summary>
    public ReadOnlySpan<ulong> Row(int row) => _bits.AsSpan(row * _words, _words);

    /// <summary>How many words so many bits take.</summary>
    public static int WordsOf(int count) => (count + 63) / 64;

    /// <summary>Sets a bit.</summary>
    public static void Set(Span<ulong> bits, int index) => bits[index >> 6] |= 1UL << (index & 63);

    /// <summary>Whether a bit is set.</summary>
    public static bool Has(ReadOnlySpan<ulong> bits, int index) => (bits[index >> 6] >> (index & 63) & 1) == 1;

    /// <summary>
    /// Makes the rows: of <paramref name="surveys"/> the n-th says in which cells bit n is set, null for all.
    /// </summary>
    public static RuleRows Of(int cellCount, int count, Func<int, IEnumerable<int>?> surveys)
    {
        var words = WordsOf(count);
        var all = new ulong[words];
        var dense = new ulong[(long)cellCount * words];
        for (var index = 0; index < count; index++)
        {
            if (surveys(index) is not { } cells)
            {
                Set(all, index);
                continue;
            }
            foreach (var cell in cells)
            {
                dense[((long)cell * words) + (index >> 6)] |= 1UL << (index & 63);
            }
        }
        var rows = new Dictionary<int, int>(new SameRow(dense, words));
        var rowOfCell = new int[cellCount];
        var bits = new List<ulong>();
        for (var cell = 0; cell < cellCount; cell++)
        {
            if (!rows.TryGetValue(cell, out var row))
            {
                rows.Add(cell, row = rows.Count);
                for (var word = 0; word < words; word++)
                {
                    bits.Add(dense[((long)cell * words) + word] | all[word]);
                }
            }
            rowOfCell[cell] = row;
        }
        return new RuleRows(words, rowOfCell, [.. bits]);
    }

    /// <summary>The numbers of the bits that are set, in ascending order.</summary>
    public static IEnumerable<int> BitsOf(ulong[] bits)
    {
        for (var word = 0; word < bits.Length; word++)
        {
            for (var left = bits[word]; left != 0; left &= left - 1)
            {
                yield return (word << 6) + BitOperations.TrailingZeroCount(left);
            }
        }
    }

    /// <summary>Takes cells for equal whose rows of a matrix are.</summary>
    private sealed class SameRow(ulong[] dense, int words) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) => RowOf(x).SequenceEqual(RowOf(y));

        public int GetHashCode(int obj)
        {
            var hash = 0UL;
            foreach (var word in RowOf(obj))
            {
                unchecked
                {
                    hash = BitOperations.RotateLeft((hash ^ word) * 0x9E3779B97F4A7C15UL, 29);
                }
            }
            return hash.GetHashCode();
        }

        private ReadOnlySpan<ulong> RowOf(int cell) => dense.AsSpan(checked(cell * words), words);
    }
}
