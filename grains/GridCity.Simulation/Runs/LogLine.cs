using System.Buffers;
using System.Buffers.Text;
using System.Text;
using GridCity.Core.Cases;

namespace GridCity.Simulation.Runs;

/// <summary>
/// Writes entries as lines of CSV (RFC 4180, UTF-8, line feeds): position, cell, number in the cell, time, kind, case, who,
/// and up to three details that differ by kind. Texts that people wrote are left out: they decide nothing.
/// </summary>
internal sealed class LogLine
{
    /// <summary>More bytes than any line takes.</summary>
    public const int LengthMax = 8_192;

    private const int TextLengthMax = 400;
    private const int TimeLength = 24;
    private const int CellLength = 15;

    private static readonly byte[] Head = "position,cell,seq,at,kind,case,by,what,due,why\n"u8.ToArray();
    private static readonly SearchValues<byte> Quoted = SearchValues.Create(",\"\n\r"u8);

    // The entries of one decision have one time, one cell and one case: what was written of them last is copied.
    private readonly byte[] _time = new byte[TimeLength];
    private readonly byte[] _cell = new byte[CellLength];
    private readonly byte[] _case = new byte[CellLength + 12];
    private long _timeOf = long.MinValue;
    private long _cellOf;
    private CaseId _caseOf;
    private int _caseLength;

    /// <summary>Writes the line of the columns' names.</summary>
    public static int WriteHead(Span<byte> to)
    {
        Head.CopyTo(to);
        return Head.Length;
    }

    /// <summary>Writes a line; returns how many bytes it takes.</summary>
    public int Write(in LogEntry entry, Span<byte> to)
    {
        var at = 0;
        Number(entry.Position, to, ref at);
        to[at++] = (byte)',';
        Cell(entry.Cell.Value, to, ref at);
        to[at++] = (byte)',';
        Number(entry.Seq, to, ref at);
        to[at++] = (byte)',';
        At(entry.At, to, ref at);
        to[at++] = (byte)',';
        var (kind, what, due, why) = Parts(entry.Event);
        Plain(kind, to, ref at);
        to[at++] = (byte)',';
        Case(entry.Case, to, ref at);
        to[at++] = (byte)',';
        Plain(RoleNames.Of(entry.Event.By.Role), to, ref at);
        to[at++] = (byte)':';
        Text(entry.Event.By.Id, to, ref at);
        to[at++] = (byte)',';
        Text(what, to, ref at);
        to[at++] = (byte)',';
        if (due is { } moment)
        {
            Time(moment.ToUnixTimeMilliseconds(), to[at..]);
            at += TimeLength;
        }
        to[at++] = (byte)',';
        Text(why, to, ref at);
        to[at++] = (byte)'\n';
        return at;
    }

    private static (string Kind, string? What, DateTimeOffset? Due, string? Why) Parts(CaseEvent happened) => happened switch
    {
        CaseReported e => ("reported", e.Report.Class, null, e.Report.Channel),
        DuplicateFound e => ("duplicate", e.Original.ToString(), null, null),
        VerificationAsked e => ("verification-asked", e.Inspector, e.Due, null),
        CaseVerified e => ("verified", SightName(e.Sight), null, null),
        CaseFiled => ("filed", null, null, null),
        CaseRejected => ("rejected", null, null, null),
        CaseDispatched e => ("dispatched", e.Unit, e.Due, e.Reason.Rule),
        CaseAccepted => ("accepted", null, null, null),
        CaseReturned => ("returned", null, null, null),
        CaseFinished e => ("finished", null, e.CheckDue, null),
        CaseChecked e => ("checked", ResultName(e.Result), null, null),
        CaseClosed => ("closed", null, null, null),
        DuePassed e => ("due-passed", DueName(e.Due), e.DueAt, null),
        TaskGiven e => ("task-given", e.Inspector, e.TakeBy, null),
        TaskTaken e => ("task-taken", e.By.Id, null, null),
        RepeatFound e => ("repeated", e.Last.ToString(), null, null),
        CaseJoined e => ("joined", e.Reporter.Case.ToString(), null, null),
        CaseEscalated e => ("escalated", e.Unit, null, CauseName(e.Cause)),
        CaseSupervised => ("supervised", null, null, null),
        ReportersTold => ("reporters-told", null, null, null),
        // Kinds that are younger than this table are written as the language writes a record.
        _ => (happened.GetType().Name, happened.ToString(), null, null),
    };

    private static string SightName(Sight sight) => sight switch
    {
        Sight.Exists => "exists",
        Sight.Missing => "missing",
        _ => "unable",
    };

    private static string ResultName(CheckResult result) => result switch
    {
        CheckResult.Pass => "pass",
        CheckResult.Fail => "fail",
        _ => "unable",
    };

    private static string CauseName(EscalationCause cause) => cause switch
    {
        EscalationCause.Power => "power",
        EscalationCause.Owner => "owner",
        EscalationCause.Time => "time",
        EscalationCause.Repetition => "repetition",
        EscalationCause.Boundary => "boundary",
        _ => "asked",
    };

    private static string DueName(DueKind due) => due switch
    {
        DueKind.Verification => "verification",
        DueKind.Handling => "handling",
        DueKind.Check => "check",
        _ => due.ToString(),
    };

    private static void Number(long number, Span<byte> to, ref int at)
    {
        Utf8Formatter.TryFormat(number, to[at..], out var written);
        at += written;
    }

    private void Cell(long cell, Span<byte> to, ref int at)
    {
        if (cell != _cellOf)
        {
            Utf8Formatter.TryFormat(cell, _cell, out _, new StandardFormat('D', CellLength));
            _cellOf = cell;
        }
        _cell.CopyTo(to[at..]);
        at += CellLength;
    }

    private void Case(CaseId id, Span<byte> to, ref int at)
    {
        if (id != _caseOf)
        {
            _caseLength = 0;
            Cell(id.Birthplace.Value, _case, ref _caseLength);
            _case[_caseLength++] = (byte)'-';
            Number(id.Number, _case, ref _caseLength);
            _caseOf = id;
        }
        _case.AsSpan(0, _caseLength).CopyTo(to[at..]);
        at += _caseLength;
    }

    private void At(long milliseconds, Span<byte> to, ref int at)
    {
        if (milliseconds != _timeOf)
        {
            Time(milliseconds, _time);
            _timeOf = milliseconds;
        }
        _time.CopyTo(to[at..]);
        at += TimeLength;
    }

    private static void Time(long milliseconds, Span<byte> to)
    {
        var moment = DateTime.UnixEpoch.AddMilliseconds(milliseconds);
        var (year, month, day) = moment;
        Pair(year / 100, to);
        Pair(year % 100, to[2..]);
        to[4] = (byte)'-';
        Pair(month, to[5..]);
        to[7] = (byte)'-';
        Pair(day, to[8..]);
        to[10] = (byte)'T';
        Pair(moment.Hour, to[11..]);
        to[13] = (byte)':';
        Pair(moment.Minute, to[14..]);
        to[16] = (byte)':';
        Pair(moment.Second, to[17..]);
        to[19] = (byte)'.';
        Pair(moment.Millisecond / 10, to[20..]);
        to[22] = (byte)('0' + (moment.Millisecond % 10));
        to[23] = (byte)'Z';
    }

    private static void Pair(int number, Span<byte> to)
    {
        to[1] = (byte)('0' + (number % 10));
        to[0] = (byte)('0' + (number / 10));
    }

    private static void Plain(string text, Span<byte> to, ref int at)
    {
        Ascii.FromUtf16(text, to[at..], out var written);
        at += written;
    }

    private static void Text(string? text, Span<byte> to, ref int at)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }
        // Nearly all are the city's own words, which are plain.
        if (text.Length <= TextLengthMax && Ascii.FromUtf16(text, to[at..], out var written) == OperationStatus.Done
            && !to.Slice(at, written).ContainsAny(Quoted))
        {
            at += written;
            return;
        }
        var shown = text.Length <= TextLengthMax ? text : text[..TextLengthMax];
        if (shown.AsSpan().IndexOfAny(",\"\n\r") >= 0)
        {
            shown = '"' + shown.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
        }
        at += Encoding.UTF8.GetBytes(shown, to[at..]);
    }
}
