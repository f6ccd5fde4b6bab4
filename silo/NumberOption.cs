using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace GridCity.Silo;

/// <summary>A number of the command line that has bounds; whatever else stands there is an error, and its own words say so.</summary>
internal static class NumberOption
{
    public static Option<T> Make<T>(string name, string description, T usual, T least, T most)
        where T : struct, IParsable<T>, IComparable<T>
    {
        return new Option<T>(name) { Description = description, DefaultValueFactory = _ => usual, CustomParser = Read };

        T Read(ArgumentResult result)
        {
            var word = result.Tokens[0].Value;
            if (T.TryParse(word, CultureInfo.InvariantCulture, out var value) && value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0)
            {
                return value;
            }
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is a number from {least} to {most}, not '{word}'."));
            return usual;
        }
    }
}
