using System.Buffers;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using GridCity.Core;
using GridCity.Core.Cases;
using GridCity.Core.Rules;
using GridCity.Core.Space;

namespace GridCity.Journal.Codec;

/// <summary>
/// Writes the body of an event as JSON. The order of the fields is part of the format, because sums are taken over the
/// bytes; a field without a value is left out. Half a surrogate pair becomes U+FFFD.
/// </summary>
internal static class EventWriter
{
    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    public static void Write(CaseEvent happened, IBufferWriter<byte> target)
    {
        var json = _writer ??= new Utf8JsonWriter(target, new JsonWriterOptions
        {
            // Bodies are read by people and by SQL, never put into a page as they are: Chinese stays Chinese.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            SkipValidation = true,
        });
        json.Reset(target);
        if (EventKinds.Of(happened).IsPlain)
        {
            PlainBodies.Write(json, happened);
        }
        else
        {
            json.WriteStartObject();
            WriteActor(json, "by"u8, happened.By);
            WriteFields(json, happened);
            json.WriteEndObject();
        }
        json.Flush();
    }

    private static void WriteFields(Utf8JsonWriter json, CaseEvent happened)
    {
        switch (happened)
        {
            case CaseReported reported:
                WriteReported(json, reported);
                break;
            case DuplicateFound duplicate:
                WriteCase(json, "original"u8, duplicate.Original);
                json.WriteNumber("distance"u8, duplicate.Distance);
                break;
            case VerificationAsked asked:
                WriteOptional(json, "inspector"u8, asked.Inspector);
                WriteTime(json, "due"u8, asked.Due);
                break;
            case CaseVerified verified:
                json.WriteString("sight"u8, EnumWords<Sight>.All.Of(verified.Sight));
                WriteOptional(json, "note"u8, verified.Note);
                break;
            case CaseFiled filed:
                WriteOptional(json, "note"u8, filed.Note);
                break;
            case CaseRejected rejected:
                json.WriteString("reason"u8, rejected.Reason);
                break;
            case CaseDispatched dispatched:
                WriteDispatched(json, dispatched);
                break;
            default:
                WriteAfterDispatch(json, happened);
                break;
        }
    }

    private static void WriteAfterDispatch(Utf8JsonWriter json, CaseEvent happened)
    {
        switch (happened)
        {
            case CaseAccepted:
                break;
            case CaseReturned returned:
                json.WriteString("reason"u8, returned.Reason);
                break;
            case CaseFinished finished:
                json.WriteString("result"u8, finished.Result);
                WriteTime(json, "checkDue"u8, finished.CheckDue);
                break;
            case CaseChecked looked:
                json.WriteString("result"u8, EnumWords<CheckResult>.All.Of(looked.Result));
                WriteOptional(json, "note"u8, looked.Note);
                break;
            case CaseClosed closed:
                WriteOptional(json, "note"u8, closed.Note);
                break;
            case DuePassed passed:
                json.WriteString("due"u8, EnumWords<DueKind>.All.Of(passed.Due));
                WriteTime(json, "dueAt"u8, passed.DueAt);
                break;
            default:
                WriteBesides(json, happened);
                break;
        }
    }

    private static void WriteBesides(Utf8JsonWriter json, CaseEvent happened)
    {
        switch (happened)
        {
            case TaskGiven given:
                WriteOptional(json, "inspector"u8, given.Inspector);
                WriteOptional(json, "takeBy"u8, given.TakeBy);
                break;
            case TaskTaken:
                break;
            case ReportersTold told:
                WriteTold(json, told.Told);
                break;
            case CaseJoined joined:
                json.WriteStartObject("reporter"u8);
                WriteReporter(json, joined.Reporter);
                json.WriteEndObject();
                break;
            case RepeatFound repeat:
                json.WriteNumber("times"u8, repeat.Times);
                WriteCase(json, "last"u8, repeat.Last);
                break;
            default:
                throw new UnreachableException($"{happened.GetType().Name} has no body in the journal.");
        }
    }

    private static void WriteReported(Utf8JsonWriter json, CaseReported reported)
    {
        var report = reported.Report;
        json.WriteString("class"u8, report.Class);
        WriteOptional(json, "condition"u8, report.Condition);
        json.WriteString("channel"u8, report.Channel);
        json.WriteNumber("lon"u8, report.Point.Longitude);
        json.WriteNumber("lat"u8, report.Point.Latitude);
        WriteOptional(json, "accuracy"u8, report.Accuracy);
        json.WriteString("text"u8, report.Text);
        WriteTime(json, "seenAt"u8, report.SeenAt);
        WriteOptional(json, "reference"u8, report.Reference);
        WriteOptional(json, "edition"u8, report.Edition);
        WriteOptional(json, "reportedClass"u8, report.ReportedClass);
        WriteOptional(json, "source"u8, report.Source);
        json.WriteNumber("x"u8, reported.Place.X);
        json.WriteNumber("y"u8, reported.Place.Y);
        if (!reported.SecondCell.IsNone)
        {
            Span<byte> digits = stackalloc byte[CodeText.CellLength];
            json.WriteString("secondCell"u8, CodeText.WriteCell(reported.SecondCell, digits));
        }
        WriteOptional(json, "borderDistance"u8, reported.BorderDistance);
    }

    private static void WriteDispatched(Utf8JsonWriter json, CaseDispatched dispatched)
    {
        json.WriteString("unit"u8, dispatched.Unit);
        json.WriteString("limit"u8, dispatched.Limit);
        WriteTime(json, "due"u8, dispatched.Due);
        WriteReason(json, dispatched.Reason);
        WriteOptional(json, "note"u8, dispatched.Note);
        WriteOptional(json, "supporting"u8, dispatched.Supporting);
        WriteOptional(json, "inform"u8, dispatched.Inform);
        if (dispatched.Tier is { } tier)
        {
            json.WriteString("tier"u8, EnumWords<Tier>.All.Of(tier));
        }
        WriteOptional(json, "event"u8, dispatched.Event);
    }

    private static void WriteReason(Utf8JsonWriter json, Reason reason)
    {
        json.WriteStartObject("reason"u8);
        json.WriteString("rule"u8, reason.Rule);
        json.WriteString("version"u8, reason.Version);
        WriteOptional(json, "layer"u8, reason.Layer);
        WriteOptional(json, "feature"u8, reason.Feature);
        WriteOptional(json, "distance"u8, reason.Distance);
        WriteOptional(json, "runnerUp"u8, reason.RunnerUp);
        WriteOptional(json, "runnerUpUnit"u8, reason.RunnerUpUnit);
        json.WriteEndObject();
    }

    private static void WriteTold(Utf8JsonWriter json, ValueList<Reporter> told)
    {
        if (told.Count == 0)
        {
            return;
        }
        json.WriteStartArray("told"u8);
        foreach (var reporter in told.AsSpan())
        {
            json.WriteStartObject();
            WriteReporter(json, reporter);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteReporter(Utf8JsonWriter json, Reporter reporter)
    {
        WriteCase(json, "case"u8, reporter.Case);
        WriteActor(json, "who"u8, reporter.Who);
        json.WriteString("channel"u8, reporter.Channel);
        WriteOptional(json, "reference"u8, reporter.Reference);
    }

    private static void WriteActor(Utf8JsonWriter json, ReadOnlySpan<byte> name, Actor by)
    {
        // The common case is written without a string in between; a long name takes the slower way.
        var role = EnumWords<Role>.All.Of(by.Role);
        Span<char> text = stackalloc char[128];
        if (role.Length + 1 + by.Id.Length > text.Length)
        {
            json.WriteString(name, by.ToString());
            return;
        }
        System.Text.Encoding.ASCII.GetChars(role, text);
        text[role.Length] = ':';
        by.Id.CopyTo(text[(role.Length + 1)..]);
        json.WriteString(name, text[..(role.Length + 1 + by.Id.Length)]);
    }

    private static void WriteCase(Utf8JsonWriter json, ReadOnlySpan<byte> name, CaseId id)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(id, default);
        Span<byte> text = stackalloc byte[CodeText.CaseLengthMax];
        json.WriteString(name, CodeText.WriteCase(id, text));
    }

    private static void WriteTime(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[TimeText.LengthMax];
        json.WriteString(name, TimeText.Write(time, text));
    }

    private static void WriteOptional(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteOptional(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            WriteTime(json, name, value);
        }
    }

    private static void WriteOptional(Utf8JsonWriter json, ReadOnlySpan<byte> name, ValueList<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }
        json.WriteStartArray(name);
        foreach (var text in texts.AsSpan())
        {
            json.WriteStringValue(text);
        }
        json.WriteEndArray();
    }

    private static void WriteOptional(Utf8JsonWriter json, ReadOnlySpan<byte> name, double? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
    }
}
