using System.Globalization;

namespace GridCity.Simulation.Replay;

/// <summary>Reads what a mapping says of the handling that history records.</summary>
internal static class HandledReader
{
    private static readonly string[] Ends = ["case", "duplicate", "rejected"];

    /// <summary>Reads the block <c>handled</c>, if there is one.</summary>
    public static HandledRule? Read(YamlBlock root)
    {
        if (root.Block("handled") is not { } block)
        {
            return null;
        }
        var rule = new HandledRule
        {
            Filed = MappingReader.Time(block, "filed"),
            Closed = MappingReader.Time(block, "closed"),
            End = MappingReader.Field(block, "end", isNeeded: false),
            Returns = Number(block, "returns"),
            Reworks = Number(block, "reworks"),
            Oddities = block.Block("oddities") is { } oddities ? ReadOddities(oddities) : new Oddities(),
        };
        foreach (var word in rule.End?.KnownValues.Except(Ends, StringComparer.Ordinal) ?? [])
        {
            block.Fault(block.Line, $"'end' names '{word}'; one of {string.Join(", ", Ends)} was expected.");
        }
        block.RefuseOthers();
        return rule;
    }

    private static FieldRule? Number(YamlBlock block, string name)
    {
        var rule = MappingReader.Field(block, name, isNeeded: false);
        foreach (var word in rule?.KnownValues.Where(word => !byte.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out _)) ?? [])
        {
            block.Fault(block.Line, $"'{name}' says '{word}'; a whole number from 0 to 255 was expected.");
        }
        return rule;
    }

    private static Oddities ReadOddities(YamlBlock block)
    {
        var oddities = new Oddities
        {
            Days = Word(block, "days", DayRule.Midnight),
            IsMidnightADay = Word(block, "midnight", Midnight.Time) == Midnight.Day,
            EarlyClosing = Word(block, "earlyClosing", EarlyClosing.AtOnce),
            RepeatedKey = Word(block, "repeatedKey", RepeatedKey.First),
            MissingPlace = Word(block, "missingPlace", MissingPlace.Drop),
            Offsets = Word(block, "offsets", OffsetRule.Written),
        };
        block.RefuseOthers();
        return oddities;
    }

    private static T Word<T>(YamlBlock block, string name, T otherwise)
        where T : struct, Enum
    {
        if (block.Text(name) is not { } text)
        {
            return otherwise;
        }
        foreach (var value in Enum.GetValues<T>())
        {
            if (Spell(value) == text)
            {
                return value;
            }
        }
        block.Fault(block.Line, $"'{name}' is '{text}'; one of {string.Join(", ", Enum.GetValues<T>().Select(Spell))} was expected.");
        return otherwise;
    }

    private static string Spell<T>(T value)
        where T : struct, Enum => char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..];

    private enum Midnight
    {
        Time = 1,
        Day = 2,
    }
}
