using System.Text;

namespace GridCity.Journal.Codec;

/// <summary>
/// Shares the strings of words that come again and again (classes, units, rules, names of inspectors), so that a
/// million cases do not hold a million copies. A slot holds the last word that fell on it: no bound to watch, no
/// lock. One per thread.
/// </summary>
internal sealed class WordPool
{
    private const int SlotCount = 1024;
    private const int LengthMax = 80;

    [ThreadStatic]
    private static WordPool? _current;

    private readonly (byte[] Bytes, string Word)[] _slots = new (byte[], string)[SlotCount];

    public static WordPool Current => _current ??= new WordPool();

    /// <summary>The word of some UTF-8 bytes that hold no JSON escape.</summary>
    /// <exception cref="ArgumentException">The bytes are not UTF-8.</exception>
    public string Share(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LengthMax)
        {
            return Strict.GetString(bytes);
        }
        ref var slot = ref _slots[Hash(bytes) % SlotCount];
        if (slot.Word is null || !bytes.SequenceEqual(slot.Bytes))
        {
            slot = (bytes.ToArray(), Strict.GetString(bytes));
        }
        return slot.Word;
    }

    /// <summary>UTF-8 that refuses broken bytes instead of replacing them.</summary>
    public static UTF8Encoding Strict { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        // FNV-1a: short words, and a collision costs no more than a copy.
        var hash = 2166136261u;
        foreach (var letter in bytes)
        {
            hash = unchecked((hash ^ letter) * 16777619u);
        }
        return hash ^ (hash >> 15);
    }
}
