using GridCity.Core.Cases;

namespace GridCity.Journal;

/// <summary>What every journal asks of a batch before it looks at its own storage.</summary>
internal static class EntryOrder
{
    /// <exception cref="ArgumentException">A position does not follow the one before, or a time is too fine.</exception>
    public static void Check(IReadOnlyList<Entry> entries, long lastPosition)
    {
        for (var index = 0; index < entries.Count; index++)
        {
            var entry = entries[index];
            if (entry.Position != lastPosition + 1 + index)
            {
                throw new ArgumentException(
                    $"Entry {entry.Position} does not follow {lastPosition + index}: positions have no gap.", nameof(entries));
            }
            if (entry.At.Ticks % TimeSpan.TicksPerMillisecond != 0)
            {
                throw new ArgumentException(
                    $"Entry {entry.Position} is of {entry.At:O}: the journal keeps whole milliseconds.", nameof(entries));
            }
            if (entry.Seq < 1 || entry.Cell.IsNone)
            {
                throw new ArgumentException($"Entry {entry.Position} has no cell or number.", nameof(entries));
            }
            if (entry.Case.IsNone != entry.Event is CellEvent)
            {
                throw new ArgumentException(
                    $"Entry {entry.Position} has no case, or has one and belongs to none.", nameof(entries));
            }
        }
    }

    /// <exception cref="ArgumentException">The mark would go back, or beyond the last entry.</exception>
    public static void CheckMark(long upTo, long mark, long lastPosition)
    {
        if (upTo < mark || upTo > lastPosition)
        {
            throw new ArgumentException(
                $"Snapshots up to {upTo} cannot be kept: the mark is {mark} and the last entry {lastPosition}.", nameof(upTo));
        }
    }
}
