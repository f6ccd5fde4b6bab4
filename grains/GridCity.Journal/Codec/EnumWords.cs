using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace GridCity.Journal.Codec;

/// <summary>
/// The words by which the values of an enum are written: their names with a small first letter. The values count from 1
/// without a gap; the word's place is the value, and zero has none.
/// </summary>
internal sealed class EnumWords<T>
    where T : struct, Enum
{
    private readonly byte[][] _words =
        [[], .. Enum.GetNames<T>().Select(name => Encoding.UTF8.GetBytes(JsonNamingPolicy.CamelCase.ConvertName(name)))];

    private EnumWords()
    {
    }

    public static EnumWords<T> All { get; } = new();

    public ReadOnlySpan<byte> Of(T value)
    {
        var place = Unsafe.BitCast<T, int>(value);
        return place > 0 && place < _words.Length
            ? _words[place]
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The value has no word in the journal.");
    }

    public bool TryRead(ReadOnlySpan<byte> word, out T value)
    {
        for (var place = 1; place < _words.Length; place++)
        {
            if (word.SequenceEqual(_words[place]))
            {
                value = Unsafe.BitCast<int, T>(place);
                return true;
            }
        }
        value = default;
        return false;
    }
}
