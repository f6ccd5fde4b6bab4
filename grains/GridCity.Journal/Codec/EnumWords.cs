using System.Runtime.CompilerServices;
using System.Text;
using GridCity.Core.Cases;

namespace GridCity.Journal.Codec;

/// <summary>The words by which the values of an enum are written; the word's place is the value, and zero has none.</summary>
internal sealed class EnumWords<T>
    where T : struct, Enum
{
    private readonly byte[][] _words;

    public EnumWords(params string[] words) => _words = [[], .. words.Select(Encoding.UTF8.GetBytes)];

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

/// <summary>The words of the enums that stand in bodies.</summary>
internal static class EnumWords
{
    public static EnumWords<Role> Roles { get; } =
        new("public", "inspector", "supervision", "command", "unit", "system");

    public static EnumWords<Sight> Sights { get; } = new("exists", "missing", "unable");

    public static EnumWords<CheckResult> CheckResults { get; } = new("pass", "fail", "unable");

    public static EnumWords<DueKind> DueKinds { get; } = new("verification", "handling", "check");
}
