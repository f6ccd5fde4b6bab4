using System.Globalization;
using System.Text;

namespace GridCity.Client.Api;

/// <summary>A path with a query, written piece by piece; what is not set is left out.</summary>
internal sealed class QueryText(string path)
{
    private readonly StringBuilder _text = new(path);
    private char _joint = '?';

    /// <summary>Adds a text.</summary>
    public QueryText With(string name, string? value)
    {
        if (value is not null)
        {
            _text.Append(_joint).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            _joint = '&';
        }
        return this;
    }

    /// <summary>Adds a yes or no.</summary>
    public QueryText With(string name, bool? value) =>
        With(name, value is null ? null : value.Value ? "true" : "false");

    /// <summary>Adds a whole number.</summary>
    public QueryText With(string name, long? value) => With(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a number, in as many digits as it takes to read the same one.</summary>
    public QueryText With(string name, double value) => With(name, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Adds a moment.</summary>
    public QueryText With(string name, DateTimeOffset? value) =>
        With(name, value?.ToString("O", CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
