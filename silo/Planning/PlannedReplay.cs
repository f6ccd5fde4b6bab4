using GridCity.Core.Cities;
using GridCity.Simulation.Replay;
using GridCity.Simulation.Reports;
using GridCity.Simulation.Runs;

namespace GridCity.Silo.Planning;

/// <summary>A historical table to be replayed by a mapping; <paramref name="Work"/> says how people work where they are modelled.</summary>
internal sealed record PlannedReplay(
    string File, string Title, string Mapping, HandlingKind Handling, WorkModel? Work, DateTimeOffset? From, DateTimeOffset? Until) : PlannedWork
{
    /// <summary>How many unpacked bytes a table may have: it is held in memory beside the living city.</summary>
    public const long BytesMax = 512L << 20;

    /// <inheritdoc/>
    public override string Name => Title;

    /// <inheritdoc/>
    public override (DateOnly From, int Days)? Span => null;

    /// <inheritdoc/>
    public override PlannedOutcome Calculate(City city, PlannedLuck luck, Action<double> progress, CancellationToken stop)
    {
        RunFrames? frames = null;
        RunRecord? record = null;
        var options = new ReplayOptions
        {
            Handling = Handling,
            Work = Work ?? new WorkModel(),
            Seed = luck.Seed,
            BytesMax = BytesMax,
            From = From,
            Until = Until,
            Progress = progress,
            Watch = (from, until) => [frames = new RunFrames(city, from, until), record = new RunRecord(city, from)],
        };
        var result = Replay(city, options, stop);
        frames!.End();
        var report = new ReportSubject
        {
            City = city,
            Name = Title,
            IsReplay = true,
            IsModelled = Handling == HandlingKind.Modelled,
            Runs = [result.Run],
            Record = record!,
            Recorded = result.RecordedClosing,
            Account = [.. result.Account.Sentences()],
        };
        return new PlannedOutcome([result.Run], frames, report);
    }

    // Planners know the table by its name; where it lies is nobody's business but the operator's.
    private ReplayResult Replay(City city, ReplayOptions options, CancellationToken stop)
    {
        try
        {
            return Replayer.RunBy(Mapping, city, File, options, stop);
        }
        catch (Exception fault) when (fault is InputException or SourceException)
        {
            throw new InputException(fault.Message.Replace(File, Title, StringComparison.Ordinal));
        }
    }
}
