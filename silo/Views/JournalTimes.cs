using GridCity.Journal;

namespace GridCity.Silo.Views;

/// <summary>
/// Finds places in the journal by time. Positions have no gap and times run with them, so that a few single entries are read,
/// however long the journal is.
/// </summary>
internal static class JournalTimes
{
    /// <summary>
    /// How far the times of neighbouring entries may go back: several writers have several clocks. Readers begin so much
    /// earlier and end so much later, and look at each entry's own time.
    /// </summary>
    public static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    /// <summary>The position of the last entry before a moment, or 0; sure for moments that are <see cref="Slack"/> away.</summary>
    public static async ValueTask<long> LastBeforeAsync(this IJournal journal, DateTimeOffset moment, CancellationToken stop)
    {
        var (known, open) = (0L, journal.LastPosition + 1);
        while (open - known > 1)
        {
            var middle = known + ((open - known) / 2);
            var entry = await journal.ReadPageAsync(middle - 1, 1, stop);
            if (entry[0].At < moment)
            {
                known = middle;
            }
            else
            {
                open = middle;
            }
        }
        return known;
    }

    /// <summary>The same moment earlier by the slack, or the earliest there is.</summary>
    public static DateTimeOffset Earlier(this DateTimeOffset moment) =>
        moment - DateTimeOffset.MinValue < Slack ? DateTimeOffset.MinValue : moment - Slack;

    /// <summary>The same moment later by the slack, or the latest there is.</summary>
    public static DateTimeOffset Later(this DateTimeOffset moment) =>
        DateTimeOffset.MaxValue - moment < Slack ? DateTimeOffset.MaxValue : moment + Slack;
}
