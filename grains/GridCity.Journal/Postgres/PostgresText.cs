using System.Buffers;
using System.Text;

namespace GridCity.Journal.Postgres;

/// <summary>
/// Texts as PostgreSQL can hold them: U+0000, which it cannot, becomes ␛0, and ␛ (U+241B) itself is doubled. Halves of
/// surrogate pairs become U+FFFD, as everywhere in the journal.
/// </summary>
internal static class PostgresText
{
    private static readonly SearchValues<char> Marked =
        SearchValues.Create(['\0', '␛', .. Enumerable.Range('\ud800', 0x800).Select(value => (char)value)]);

    public static string? Write(string? text) => text is null || !text.AsSpan().ContainsAny(Marked)
        ? text
        : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))
            .Replace("␛", "␛␛", StringComparison.Ordinal).Replace("\0", "␛0", StringComparison.Ordinal);

    public static string? Read(string? text)
    {
        if (text is null || !text.Contains('␛', StringComparison.Ordinal))
        {
            return text;
        }
        var read = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '␛' && index + 1 < text.Length)
            {
                index++;
                read.Append(text[index] == '0' ? '\0' : text[index]);
            }
            else
            {
                read.Append(text[index]);
            }
        }
        return read.ToString();
    }
}
