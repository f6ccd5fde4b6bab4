using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using GridCity.Client.Api;
using GridCity.Core.Cases;

namespace GridCity.Client.Commands;

/// <summary>Options and arguments that many commands have, each checked before anything is sent.</summary>
internal static class Given
{
    /// <summary>A place as longitude and latitude in degrees.</summary>
    public static Option<LonLat> Place() => new("--at")
    {
        Description = "Where: longitude, comma, latitude in degrees.",
        HelpName = "lon,lat",
        Required = true,
        CustomParser = result =>
        {
            var parts = result.Tokens[0].Value.Split(',');
            if (parts.Length == 2 && TryDegrees(parts[0], out var lon) && TryDegrees(parts[1], out var lat))
            {
                return new LonLat(lon, lat);
            }
            result.AddError(
                $"'{result.Tokens[0].Value}' is not a place: longitude and latitude were expected,"
                + " such as 116.417,39.929.");
            return new LonLat(0, 0);
        },
    };

    /// <summary>Who acts.</summary>
    public static Option<string> Actor(string example, bool isRequired = true)
    {
        var option = new Option<string>("--by")
        {
            Description = $"Who acts, role:name, such as {example}; not needed with the key of an account.",
            HelpName = "role:name",
            Required = isRequired,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !Core.Cases.Actor.TryParse(result.Tokens[0].Value, out _))
            {
                result.AddError(
                    $"'{result.Tokens[0].Value}' is not an actor:"
                    + $" a role (public, inspector, supervision, command, unit), a colon and a name were expected,"
                    + $" such as {example}.");
            }
        });
        return option;
    }

    /// <summary>The number of a case.</summary>
    public static Argument<string> CaseNumber()
    {
        var argument = new Argument<string>("case") { Description = "The number of the case: cell, dash, number." };
        argument.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !CaseId.TryParse(result.Tokens[0].Value, out _))
            {
                result.AddError(
                    $"'{result.Tokens[0].Value}' is not a case number: a cell code, a dash and a number were expected,"
                    + " such as 110101009003012-17.");
            }
        });
        return argument;
    }

    /// <summary>A text that may be left out.</summary>
    public static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName };

    /// <summary>A text that may be said several times.</summary>
    public static Option<string[]?> Texts(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };

    /// <summary>A text that has to be there.</summary>
    public static Option<string> NeededText(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName, Required = true };

    /// <summary>A moment with its zone.</summary>
    public static Option<DateTimeOffset?> Time(string name, string description, bool isRequired = false) => new(name)
    {
        Description = description,
        HelpName = "time",
        Required = isRequired,
        CustomParser = ReadTime,
    };

    // A time without a zone means another moment on another machine, so that the zone is asked for.
    private static DateTimeOffset? ReadTime(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal)))
        {
            return time;
        }
        result.AddError($"'{text}' is not a time with its zone, such as 2026-09-14T10:30+08:00.");
        return null;
    }

    /// <summary>The command id, for scripts that repeat until they are answered.</summary>
    public static Option<Guid?> CommandId() => new("--id")
    {
        Description = "The command's UUID; the same one again gets the same answer (default: a new one).",
        HelpName = "uuid",
    };

    /// <summary>One word of an enumeration, written as the API writes it.</summary>
    public static Option<T?> Word<T>(string name, string description, bool isRequired = false)
        where T : struct, Enum => new(name)
        {
            Description = description,
            HelpName = string.Join('|', WordsOf<T>()),
            Required = isRequired,
            CustomParser = result => ReadWord<T>(result.Tokens[0].Value, result),
        };

    /// <summary>Several words of an enumeration between commas.</summary>
    public static Option<T[]> Words<T>(string name, string description)
        where T : struct, Enum => new(name)
        {
            Description = description,
            HelpName = "word,…",
            CustomParser = result =>
                [.. result.Tokens[0].Value.Split(',').Select(word => ReadWord<T>(word.Trim(), result) ?? default)],
        };

    private static bool TryDegrees(string text, out double degrees) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out degrees)
        && double.IsFinite(degrees);

    private static T? ReadWord<T>(string word, ArgumentResult result)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Spell(value).Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }
        result.AddError($"'{word}' was not expected; one of {string.Join(", ", WordsOf<T>())} was.");
        return null;
    }

    private static IEnumerable<string> WordsOf<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(Spell);

    /// <summary>A word of an enumeration as the API writes it.</summary>
    public static string Spell<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
