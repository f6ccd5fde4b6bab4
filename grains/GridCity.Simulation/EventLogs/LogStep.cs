using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Simulation.EventLogs;

/// <summary>
/// One event of a log: what, when, by whom, with which unit and in which cell the case then was. <see cref="From"/> and
/// <see cref="To"/> are the cells between which it moved, or none.
/// </summary>
internal readonly record struct LogStep(
    CaseId Case, DateTimeOffset At, Activity Activity, Actor By, string? Unit, CellCode Cell, CellCode From, CellCode To)
{
    /// <summary>Who did it. Members of the public are not told apart, so that their names leave no journal.</summary>
    public string Resource => By.Role == Role.Public ? "public" : By.Id;
}

/// <summary>A case of a log as its trace tells it once.</summary>
internal sealed class LoggedCase(CaseReported reported, CellCode birthplace)
{
    /// <summary>The report, without the words that people wrote.</summary>
    public Report Report { get; } = reported.Report;

    /// <summary>The cell in which it was reported.</summary>
    public CellCode Birthplace { get; } = birthplace;

    /// <summary>The cell that has it.</summary>
    public CellCode Cell { get; private set; } = birthplace;

    /// <summary>The unit that has it, or had it last.</summary>
    public string? Unit { get; private set; }

    /// <summary>Takes the next event.</summary>
    public LogStep Take(in Core.Evaluation.Happening happening)
    {
        var isAgain = Unit is not null;
        var (from, to) = happening.Event switch
        {
            CaseRelocated e => (Cell, e.To),
            CaseArrived e => (e.From, happening.Cell),
            _ => (default(CellCode), default(CellCode)),
        };
        Unit = happening.Event is CaseDispatched sent ? sent.Unit : Unit;
        Cell = happening.Cell;
        return new LogStep(
            happening.Case, happening.At, Activity.Of(happening.Event, isAgain), happening.Event.By, Unit, happening.Cell, from, to);
    }
}
