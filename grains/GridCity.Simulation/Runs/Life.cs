using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Simulation.Runs;

/// <summary>A case of a run while it is open, with what the run has to remember of it.</summary>
internal sealed class Life(PlannedReport planned, int cellIndex, Case item)
{
    /// <summary>The report that began it.</summary>
    public PlannedReport Planned { get; } = planned;

    /// <summary>The index of its cell.</summary>
    public int CellIndex { get; } = cellIndex;

    /// <summary>The case after its last event.</summary>
    public Case Case { get; set; } = item;

    /// <summary>Where it is, in the metre plane.</summary>
    public PlanePoint Place => Case.Place;

    /// <summary>Its number among the lives of the run: by it <see cref="OpenLives"/> finds it as long as it is open.</summary>
    public long Number { get; set; }

    /// <summary>The last due time for which an alarm was set, or 0.</summary>
    public long AlarmAt { get; set; }

    /// <summary>When the case came to the queue of a station.</summary>
    public long QueuedAt { get; set; }

    /// <summary>When the unit first said that it was done, or 0.</summary>
    public long FinishedAt { get; set; }
}

/// <summary>What a happening is. The numbers are ranks: at the same instant the lower one comes first.</summary>
internal enum HappeningKind : byte
{
    /// <summary>Shifts begin and end, so that work that ends now is taken up by who comes.</summary>
    ShiftChange = 0,

    /// <summary>A crew or an inspector has done something and is free for the next.</summary>
    Done = 1,

    /// <summary>Somebody at a desk, or history, does the next thing to a case.</summary>
    Act = 2,

    /// <summary>A problem is passed by somebody who looks.</summary>
    Found = 3,

    /// <summary>The next report of the source arrives.</summary>
    Report = 4,

    /// <summary>A due time comes. Last, because what is done at the very moment is in time.</summary>
    Alarm = 5,
}

/// <summary>Something that is going to happen in a run: to a subject, or to what has a number.</summary>
internal readonly record struct Happening(HappeningKind Kind, object? Subject, long Number);
