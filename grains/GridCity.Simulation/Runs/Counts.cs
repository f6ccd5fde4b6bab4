using System.Text.Json;
using GridCity.Core.Cases;

namespace GridCity.Simulation.Runs;

/// <summary>Counts of cases and how long they took; times are not kept of every cell, of which there may be a million.</summary>
public sealed class Counts
{
    private static readonly TimeHistogram NoTimes = new();

    internal Counts(bool keepsTimes = true)
        : this(keepsTimes ? new TimeHistogram() : NoTimes, keepsTimes ? new TimeHistogram() : NoTimes)
    {
    }

    private Counts(TimeHistogram handling, TimeHistogram closing) => (Handling, Closing) = (handling, closing);

    /// <summary>Reports, also those that were refused.</summary>
    public long Reports { get; internal set; }

    /// <summary>Reports that the city did not take.</summary>
    public long Refused { get; internal set; }

    /// <summary>Reports of the same problem as an open case.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Reports that did not become a case.</summary>
    public long Rejected { get; private set; }

    /// <summary>Reports that became a case.</summary>
    public long Filed { get; private set; }

    /// <summary>Cases that were closed.</summary>
    public long Closed { get; private set; }

    /// <summary>Cases and reports that are open at the end.</summary>
    public long Open { get; private set; }

    /// <summary>Cases whose handling limit passed before the unit had finished.</summary>
    public long Late { get; private set; }

    /// <summary>Checks that failed.</summary>
    public long Reworks { get; private set; }

    /// <summary>How often a case was sent to a unit after the first time.</summary>
    public long Redispatches { get; private set; }

    /// <summary>Times from filing to the unit's first result, in hours.</summary>
    public TimeHistogram Handling { get; }

    /// <summary>Times from the report to closing, in hours.</summary>
    public TimeHistogram Closing { get; }

    /// <summary>The part of the filed cases that was not late.</summary>
    public double OnTime => Filed == 0 ? 1 : 1 - ((double)Late / Filed);

    internal static double HandlingHours(Life life) => life is { FinishedAt: > 0, Case.FiledAt: { } filed }
        ? (life.FinishedAt - filed.ToUnixTimeMilliseconds()) / 3_600_000.0
        : double.NaN;

    internal void Write(Utf8JsonWriter to)
    {
        to.WriteStartObject();
        to.WriteStartArray("counts");
        foreach (var count in (ReadOnlySpan<long>)[Reports, Refused, Duplicates, Rejected, Filed, Closed, Open, Late, Reworks, Redispatches])
        {
            to.WriteNumberValue(count);
        }
        to.WriteEndArray();
        if (!ReferenceEquals(Handling, NoTimes))
        {
            to.WritePropertyName("handling");
            Handling.Write(to);
            to.WritePropertyName("closing");
            Closing.Write(to);
        }
        to.WriteEndObject();
    }

    internal static Counts Read(JsonElement from, bool keepsTimes)
    {
        var counts = from.GetProperty("counts");
        return new Counts(
            keepsTimes ? TimeHistogram.Read(from.GetProperty("handling")) : NoTimes,
            keepsTimes ? TimeHistogram.Read(from.GetProperty("closing")) : NoTimes)
        {
            Reports = counts[0].GetInt64(),
            Refused = counts[1].GetInt64(),
            Duplicates = counts[2].GetInt64(),
            Rejected = counts[3].GetInt64(),
            Filed = counts[4].GetInt64(),
            Closed = counts[5].GetInt64(),
            Open = counts[6].GetInt64(),
            Late = counts[7].GetInt64(),
            Reworks = counts[8].GetInt64(),
            Redispatches = counts[9].GetInt64(),
        };
    }

    internal void AddReported(in CaseCount one)
    {
        Reports++;
        Add(one);
    }

    internal void Add(in CaseCount one)
    {
        Duplicates += one.Stage == Stage.Duplicate ? 1 : 0;
        Rejected += one.Stage == Stage.Rejected ? 1 : 0;
        Closed += one.Stage == Stage.Closed ? 1 : 0;
        Open += one.Stage.IsOpen() ? 1 : 0;
        Filed += one.IsFiled ? 1 : 0;
        Late += one.IsLate ? 1 : 0;
        Reworks += one.Reworks;
        Redispatches += one.Redispatches;
        if (ReferenceEquals(Handling, NoTimes))
        {
            return;
        }
        if (one.Handling is { } handling)
        {
            Handling.Add(handling);
        }
        if (one.Closing is { } closing)
        {
            Closing.Add(closing);
        }
    }
}

/// <summary>What one case adds to the counts of the city, its unit, class, channel and street.</summary>
internal readonly struct CaseCount
{
    public CaseCount(Life life)
    {
        var item = life.Case;
        (Stage, IsFiled, IsLate) = (item.Stage, item.FiledAt is not null, item.IsOverdue);
        (Reworks, Redispatches) = (item.Reworks, item.Redispatches);
        Handling = Counts.HandlingHours(life) is var hours && double.IsNaN(hours) ? null : new TimeHistogram.Time(hours);
        Closing = item is { Stage: Stage.Closed, EndedAt: { } ended }
            ? new TimeHistogram.Time((ended - item.ReportedAt).TotalHours)
            : null;
    }

    public Stage Stage { get; }

    public bool IsFiled { get; }

    public bool IsLate { get; }

    public int Reworks { get; }

    public int Redispatches { get; }

    /// <summary>From filing to the unit's first result, if it came to one.</summary>
    public TimeHistogram.Time? Handling { get; }

    /// <summary>From the report to closing, if it came to that.</summary>
    public TimeHistogram.Time? Closing { get; }
}
