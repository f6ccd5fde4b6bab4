using System.Globalization;
using GridCity.Client.Views;
using GridCity.Simulation.Replay;
using Spectre.Console;

namespace GridCity.Client.Import;

/// <summary>Shows how an import gets on: a bar where somebody watches, now and then a line where nobody does.</summary>
internal sealed class ImportProgress(Terminal terminal, SourceFile source, ImportTally tally)
{
    private static readonly TimeSpan BarInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    private readonly long _began = terminal.Time.GetTimestamp();

    /// <summary>How long the import has taken.</summary>
    public TimeSpan Elapsed => terminal.Time.GetElapsedTime(_began);

    /// <summary>How many rows it has read a second.</summary>
    public double Pace => tally.Rows / Math.Max(Elapsed.TotalSeconds, 1e-3);

    /// <summary>Shows the progress until a run ends.</summary>
    public Task ShowAsync(Task run, CancellationToken stop) =>
        terminal.IsInteractive ? ShowBarAsync(run, stop) : ShowLinesAsync(run, stop);

    private Task ShowBarAsync(Task run, CancellationToken stop) => terminal.Screen
        .Progress()
        .Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left },
            new ProgressBarColumn(),
            new PercentageColumn(),
            new RemainingTimeColumn())
        .StartAsync(async context =>
        {
            var bar = context.AddTask("importing", maxValue: source.Length);
            while (!run.IsCompleted)
            {
                Update(bar);
                await WaitAsync(run, BarInterval, stop);
            }
            Update(bar);
        });

    private async Task ShowLinesAsync(Task run, CancellationToken stop)
    {
        while (true)
        {
            await WaitAsync(run, LineInterval, stop);
            if (run.IsCompleted)
            {
                return;
            }
            var share = 100.0 * source.Position / source.Length;
            terminal.Error.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{share:0} % · {Words()} · {TimeLeft(share)}"));
        }
    }

    private void Update(ProgressTask bar)
    {
        bar.Value = source.Position;
        bar.Description = Words();
    }

    private string Words()
    {
        var faults = tally.Bad + tally.Refused;
        var words = $"{Wording.Count(tally.Rows)} rows · {Wording.Count((long)Pace)} rows/s";
        return faults == 0 ? words : $"{words} · {Wording.Count(faults)} faults";
    }

    private string TimeLeft(double share) => share < 1
        ? "time left unknown"
        : $"{(Elapsed * ((100 - share) / share)).ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture)} left";

    private async Task WaitAsync(Task run, TimeSpan interval, CancellationToken stop) =>
        await Task.WhenAny(run, Task.Delay(interval, terminal.Time, stop)).ConfigureAwait(false);
}
