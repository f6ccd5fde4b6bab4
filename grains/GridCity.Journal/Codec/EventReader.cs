using System.Diagnostics;
using System.Text.Json;
using GridCity.Core;
using GridCity.Core.Cases;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using static GridCity.Journal.Codec.BodyReader;

namespace GridCity.Journal.Codec;

/// <summary>
/// Reads the body of an event of a current kind. It is strict: a field that is missing or that the kind does not have
/// is a <see cref="JsonException"/>, because a guess would give two readers of one journal two states.
/// </summary>
internal static class EventReader
{
    /// <summary>The event, or null when the kind is not a current one.</summary>
    public static CaseEvent? Read(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> body)
    {
        if (EventKinds.Find(kind) is not { } known)
        {
            return null;
        }
        return known.IsPlain ? PlainBodies.Read(known, body) : ReadByHand(known, body);
    }

    private static CaseEvent ReadByHand(EventKind kind, ReadOnlySpan<byte> body)
    {
        var fields = new BodyReader(body);
        CaseEvent happened = kind.Name switch
        {
            EventKinds.Reported => ReadReported(ref fields),
            EventKinds.Duplicate => ReadDuplicate(ref fields),
            EventKinds.VerificationAsked => ReadVerificationAsked(ref fields),
            EventKinds.Verified => ReadVerified(ref fields),
            EventKinds.Filed => new CaseFiled(ReadNote(ref fields, out var note), note),
            EventKinds.Rejected => new CaseRejected(ReadReason(ref fields, out var reason), reason),
            EventKinds.Dispatched => ReadDispatched(ref fields),
            EventKinds.Accepted => new CaseAccepted(ReadBy(ref fields)),
            EventKinds.Returned => new CaseReturned(ReadReason(ref fields, out var why), why),
            EventKinds.Finished => ReadFinished(ref fields),
            EventKinds.Checked => ReadChecked(ref fields),
            EventKinds.Closed => new CaseClosed(ReadNote(ref fields, out var words), words),
            EventKinds.Expired => ReadDuePassed(ref fields),
            EventKinds.Repeated => BesidesReader.ReadRepeat(ref fields),
            EventKinds.Joined => BesidesReader.ReadJoined(ref fields),
            EventKinds.TaskGiven => BesidesReader.ReadTaskGiven(ref fields),
            EventKinds.TaskTaken => new TaskTaken(ReadBy(ref fields)),
            EventKinds.ReportersTold => BesidesReader.ReadTold(ref fields),
            _ => throw new UnreachableException($"Nobody reads the kind '{kind.Name}'."),
        };
        fields.End();
        return happened;
    }

    private static CaseReported ReadReported(ref BodyReader fields)
    {
        Actor by = default;
        string? caseClass = null, condition = null, channel = null, text = null, reference = null;
        string? edition = null, reportedClass = null, source = null;
        double? lon = null, lat = null, accuracy = null, x = null, y = null, borderDistance = null;
        DateTimeOffset? seenAt = null;
        CellCode secondCell = default;
        while (fields.Next())
        {
            if (fields.Is("by"u8)) by = fields.Actor();
            else if (fields.Is("class"u8)) caseClass = fields.Word();
            else if (fields.Is("condition"u8)) condition = fields.Word();
            else if (fields.Is("channel"u8)) channel = fields.Word();
            else if (fields.Is("lon"u8)) lon = fields.Number();
            else if (fields.Is("lat"u8)) lat = fields.Number();
            else if (fields.Is("accuracy"u8)) accuracy = fields.Number();
            else if (fields.Is("text"u8)) text = fields.Text();
            else if (fields.Is("seenAt"u8)) seenAt = fields.Time();
            else if (fields.Is("reference"u8)) reference = fields.Text();
            else if (fields.Is("edition"u8)) edition = fields.Word();
            else if (fields.Is("reportedClass"u8)) reportedClass = fields.Word();
            else if (fields.Is("source"u8)) source = fields.Word();
            else if (fields.Is("x"u8)) x = fields.Number();
            else if (fields.Is("y"u8)) y = fields.Number();
            else if (fields.Is("secondCell"u8)) secondCell = fields.Cell();
            else if (fields.Is("borderDistance"u8)) borderDistance = fields.Number();
            else throw fields.Unknown();
        }
        var report = new Report(
            Required(caseClass, "class"),
            condition,
            Required(channel, "channel"),
            new GeoPoint(Required(lon, "lon"), Required(lat, "lat")),
            accuracy,
            Required(text, "text"),
            Required(seenAt, "seenAt"),
            reference)
        {
            Edition = edition,
            ReportedClass = reportedClass,
            Source = source,
        };
        var place = new PlanePoint(Required(x, "x"), Required(y, "y"));
        return new CaseReported(Required(by, "by"), report, place, secondCell, borderDistance);
    }

    private static DuplicateFound ReadDuplicate(ref BodyReader fields)
    {
        Actor by = default;
        CaseId? original = null;
        double? distance = null;
        while (fields.Next())
        {
            if (fields.Is("by"u8)) by = fields.Actor();
            else if (fields.Is("original"u8)) original = fields.Case();
            else if (fields.Is("distance"u8)) distance = fields.Number();
            else throw fields.Unknown();
        }
        return new DuplicateFound(Required(by, "by"), Required(original, "original"), Required(distance, "distance"));
    }

    private static VerificationAsked ReadVerificationAsked(ref BodyReader fields)
    {
        Actor by = default;
        string? inspector = null;
        DateTimeOffset? due = null;
        while (fields.Next())
        {
            if (fields.Is("by"u8)) by = fields.Actor();
            else if (fields.Is("inspector"u8)) inspector = fields.Word();
            else if (fields.Is("due"u8)) due = fields.Time();
            else throw fields.Unknown();
        }
        return new VerificationAsked(Required(by, "by"), inspector, Required(due, "due"));
    }

    private static CaseVerified ReadVerified(ref BodyReader fields)
    {
        Actor by = default;
        Sight? sight = null;
        string? note = null;
        while (fields.Next())
        {
            if (fields.Is("by"u8)) by = fields.Actor();
            else if (fields.Is("sight"u8)) sight = fields.Value<Sight>();
            else if (fields.Is("note"u8)) note = fields.Text();
            else throw fields.Unknown();
        }
        return new CaseVerified(Required(by, "by"), Required(sight, "sight"), note);
    }

    private static CaseDispatched ReadDispatched(ref BodyReader fields)
    {
        Actor by = default;
        string? unit = null, limit = null, note = null, greatEvent = null;
        ValueList<string> supporting = default, inform = default;
        Tier? tier = null;
        DateTimeOffset? due = null;
        Reason? reason = null;
        while (fields.Next())
        {
            if (fields.Is("by"u8)) by = fields.Actor();
            else if (fields.Is("unit"u8)) unit = fields.Word();
            else if (fields.Is("limit"u8)) limit = fields.Word();
            else if (fields.Is("due"u8)) due = fields.Time();
            else if (fields.Is("reason"u8)) reason = ReadReason(ref fields);
            else if (fields.Is("note"u8)) note = fields.Text();
            else if (fields.Is("supporting"u8)) supporting = fields.Words();
            else if (fields.Is("inform"u8)) inform = fields.Words();
            else if (fields.Is("tier"u8)) tier = fields.Value<Tier>();
            else if (fields.Is("event"u8)) greatEvent = fields.Word();
            else throw fields.Unknown();
        }
        return new CaseDispatched(
            Required(by, "by"),
            Required(unit, "unit"),
            Required(limit, "limit"),
            Required(due, "due"),
            Required(reason, "reason"),
            note)
        {
            Supporting = supporting,
            Inform = inform,
            Tier = tier,
            Event = greatEvent,
        };
    }

    private static Reason ReadReason(ref BodyReader fields)
    {
        string? rule = null, version = null, layer = null, feature = null, runnerUp = null, runnerUpUnit = null;
        double? distance = null;
        fields.Enter();
        while (fields.Next())
        {
            if (fields.Is("rule"u8)) rule = fields.Word();
            else if (fields.Is("version"u8)) version = fields.Word();
            else if (fields.Is("layer"u8)) layer = fields.Word();
            else if (fields.Is("feature"u8)) feature = fields.Word();
            else if (fields.Is("distance"u8)) distance = fields.Number();
            else if (fields.Is("runnerUp"u8)) runnerUp = fields.Word();
            else if (fields.Is("runnerUpUnit"u8)) runnerUpUnit = fields.Word();
            else throw fields.Unknown();
        }
        return new Reason(
            Required(rule, "rule"), Required(version, "version"), layer, feature, distance, runnerUp, runnerUpUnit);
    }

    private static CaseFinished ReadFinished(ref BodyReader fields)
    {
        Actor by = default;
        string? result = null;
        DateTimeOffset? checkDue = null;
        while (fields.Next())
        {
            if (fields.Is("by"u8)) by = fields.Actor();
            else if (fields.Is("result"u8)) result = fields.Text();
            else if (fields.Is("checkDue"u8)) checkDue = fields.Time();
            else throw fields.Unknown();
        }
        return new CaseFinished(Required(by, "by"), Required(result, "result"), Required(checkDue, "checkDue"));
    }

    private static CaseChecked ReadChecked(ref BodyReader fields)
    {
        Actor by = default;
        CheckResult? result = null;
        string? note = null;
        while (fields.Next())
        {
            if (fields.Is("by"u8)) by = fields.Actor();
            else if (fields.Is("result"u8)) result = fields.Value<CheckResult>();
            else if (fields.Is("note"u8)) note = fields.Text();
            else throw fields.Unknown();
        }
        return new CaseChecked(Required(by, "by"), Required(result, "result"), note);
    }

    private static DuePassed ReadDuePassed(ref BodyReader fields)
    {
        Actor by = default;
        DueKind? due = null;
        DateTimeOffset? dueAt = null;
        while (fields.Next())
        {
            if (fields.Is("by"u8)) by = fields.Actor();
            else if (fields.Is("due"u8)) due = fields.Value<DueKind>();
            else if (fields.Is("dueAt"u8)) dueAt = fields.Time();
            else throw fields.Unknown();
        }
        return new DuePassed(Required(by, "by"), Required(due, "due"), Required(dueAt, "dueAt"));
    }

    private static Actor ReadBy(ref BodyReader fields)
    {
        Actor by = default;
        while (fields.Next())
        {
            by = fields.Is("by"u8) ? fields.Actor() : throw fields.Unknown();
        }
        return Required(by, "by");
    }

    private static Actor ReadNote(ref BodyReader fields, out string? note)
    {
        Actor by = default;
        note = null;
        while (fields.Next())
        {
            if (fields.Is("by"u8)) by = fields.Actor();
            else if (fields.Is("note"u8)) note = fields.Text();
            else throw fields.Unknown();
        }
        return Required(by, "by");
    }

    private static Actor ReadReason(ref BodyReader fields, out string reason)
    {
        Actor by = default;
        string? text = null;
        while (fields.Next())
        {
            if (fields.Is("by"u8)) by = fields.Actor();
            else if (fields.Is("reason"u8)) text = fields.Text();
            else throw fields.Unknown();
        }
        reason = Required(text, "reason");
        return Required(by, "by");
    }
}
