using GridCity.Core.Evaluation;

namespace GridCity.Simulation.EventLogs;

/// <summary>The forms of an event log. Zero is never stored.</summary>
public enum EventLogForm
{
    /// <summary>XES (IEEE 1849), a trace a case.</summary>
    Xes = 1,

    /// <summary>A table with the columns that process miners look for, an event a row, in the order of time.</summary>
    Csv = 2,
}

/// <summary>What goes into an event log.</summary>
public sealed record EventLogOptions
{
    /// <summary>The form.</summary>
    public EventLogForm Form { get; init; } = EventLogForm.Xes;

    /// <summary>The name of the log.</summary>
    public string Name { get; init; } = "GridCity";

    /// <summary>Only cases that were reported from this moment on, each with its whole life as far as it is known.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only cases that were reported before this moment.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only the cases of a period.</summary>
    public static EventLogOptions Of(Period period, EventLogForm form) =>
        new() { Form = form, From = period.From, Until = period.To, Name = period.Label };
}
