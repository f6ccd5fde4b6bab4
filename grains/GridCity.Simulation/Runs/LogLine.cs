using System.Buffers.Text;
using System.Globalization;
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

    private static readonly byte[] Head = "position,cell,seq,at,kind,case,by,what,due,why\n"u8.ToArray();

    // The first 11 bytes of a time are its day, which is the same for many entries.
    private readonly byte[] _day = new byte[11];
    private long _dayNumber = long.MinValue;

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
        Digits(entry.Cell.Value, 15, to, ref at);
        to[at++] = (byte)',';
        Number(entry.Seq, to, ref at);
        Time(entry.At, to, ref at);
        to[at++] = (byte)',';
        var (kind, what, due, why) = Parts(entry.Event);
        Plain(kind, to, ref at);
        Digits(entry.Case.Birthplace.Value, 15, to, ref at);
        to[at++] = (byte)'-';
        Number(entry.Case.Number, to, ref at);
        Plain(RoleNames.Of(entry.Event.By.Role), to, ref at);
        to[at - 1] = (byte)':';
        Text(entry.Event.By.Id, to, ref at);
        to[at++] = (byte)',';
        Text(what, to, ref at);
        to[at++] = (byte)',';
        if (due is { } moment)
        {
            Time(moment.ToUnixTimeMilliseconds(), to, ref at);
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
        to[at++] = (byte)',';
    }

    private static void Digits(long number, int count, Span<byte> to, ref int at)
    {
        for (var place = count - 1; place >= 0; place--)
        {
            (number, var digit) = Math.DivRem(number, 10);
            to[at + place] = (byte)('0' + digit);
        }
        at += count;
    }

    private void Time(long milliseconds, Span<byte> to, ref int at)
    {
        const long perDay = 86_400_000;
        var number = milliseconds >= 0 ? milliseconds / perDay : ((milliseconds + 1) / perDay) - 1;
        if (number != _dayNumber)
        {
            var day = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'", CultureInfo.InvariantCulture);
            Encoding.ASCII.GetBytes(day, _day);
            _dayNumber = number;
        }
        _day.CopyTo(to[at..]);
        at += _day.Length;
        var left = milliseconds - (number * perDay);
        Digits(left / 3_600_000, 2, to, ref at);
        to[at++] = (byte)':';
        Digits(left / 60_000 % 60, 2, to, ref at);
        to[at++] = (byte)':';
        Digits(left / 1_000 % 60, 2, to, ref at);
        to[at++] = (byte)'.';
        Digits(left % 1_000, 3, to, ref at);
        to[at++] = (byte)'Z';
    }

    private static void Plain(string text, Span<byte> to, ref int at)
    {
        at += Encoding.ASCII.GetBytes(text, to[at..]);
        to[at++] = (byte)',';
    }

    private static void Text(string? text, Span<byte> to, ref int at)
    {
        if (string.IsNullOrEmpty(text))
        {
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
