using GridCity.Client.Views;
using Spectre.Console;

namespace GridCity.Client.JournalFiles;

/// <summary>
/// Shows how far through a journal some work has come: a bar where somebody watches, nothing where nobody does.
/// </summary>
internal sealed class EntryProgress(Terminal terminal, long last) : IProgress<long>
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly long _began = terminal.Time.GetTimestamp();
    private long _position;

    /// <summary>How long the work has taken.</summary>
    public TimeSpan Elapsed => terminal.Time.GetElapsedTime(_began);

    /// <inheritdoc/>
    public void Report(long value) => Volatile.Write(ref _position, value);

    /// <summary>Shows the progress of some work until it ends, and hands on what it came to.</summary>
    public async Task<T> ShowAsync<T>(Task<T> work, CancellationToken stop)
    {
        if (terminal.IsInteractive && last > 0)
        {
            await terminal.Screen.Progress().AutoClear(true)
                .Columns(
                    new TaskDescriptionColumn { Alignment = Justify.Left },
                    new ProgressBarColumn(),
                    new PercentageColumn(),
                    new RemainingTimeColumn())
                .StartAsync(async context =>
                {
                    var bar = context.AddTask("reading", maxValue: last);
                    while (!work.IsCompleted)
                    {
                        var position = Volatile.Read(ref _position);
                        bar.Value = position;
                        bar.Description = $"{Wording.Count(position)} entries · {Pace(position)}/s";
                        await Task.WhenAny(work, Task.Delay(Interval, terminal.Time, stop));
                    }
                });
        }
        return await work;
    }

    /// <summary>How many entries a second the work managed.</summary>
    public string Pace(long entries) => Wording.Count((long)(entries / Math.Max(Elapsed.TotalSeconds, 1e-3)));
}
