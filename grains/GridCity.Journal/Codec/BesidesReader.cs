using GridCity.Core.Cases;
using static GridCity.Journal.Codec.BodyReader;

namespace GridCity.Journal.Codec;

/// <summary>Reads what comes often beside the way of a case itself: tasks, repetitions, and reporters.</summary>
internal static class BesidesReader
{
    public static RepeatFound ReadRepeat(ref BodyReader fields)
    {
        Actor by = default;
        int? times = null;
        CaseId? last = null;
        while (fields.Next())
        {
            if (fields.Is("by"u8)) by = fields.Actor();
            else if (fields.Is("times"u8)) times = fields.Count();
            else if (fields.Is("last"u8)) last = fields.Case();
            else throw fields.Unknown();
        }
        return new RepeatFound(
            Required(by, "by"), Required(times, "times"), Required(last, "last"));
    }

    public static CaseJoined ReadJoined(ref BodyReader fields)
    {
        Actor by = default;
        Reporter? reporter = null;
        while (fields.Next())
        {
            if (fields.Is("by"u8)) by = fields.Actor();
            else if (fields.Is("reporter"u8)) reporter = ReadReporter(ref fields);
            else throw fields.Unknown();
        }
        return new CaseJoined(Required(by, "by"), Required(reporter, "reporter"));
    }

    public static TaskGiven ReadTaskGiven(ref BodyReader fields)
    {
        Actor by = default;
        string? inspector = null;
        DateTimeOffset? takeBy = null;
        while (fields.Next())
        {
            if (fields.Is("by"u8)) by = fields.Actor();
            else if (fields.Is("inspector"u8)) inspector = fields.Word();
            else if (fields.Is("takeBy"u8)) takeBy = fields.Time();
            else throw fields.Unknown();
        }
        return new TaskGiven(Required(by, "by"), inspector, takeBy);
    }

    public static ReportersTold ReadTold(ref BodyReader fields)
    {
        Actor by = default;
        var told = new List<Reporter>(1);
        while (fields.Next())
        {
            if (fields.Is("by"u8)) by = fields.Actor();
            else if (fields.Is("told"u8)) ReadReporters(ref fields, told);
            else throw fields.Unknown();
        }
        return new ReportersTold(Required(by, "by"), [.. told]);
    }

    private static void ReadReporters(ref BodyReader fields, List<Reporter> reporters)
    {
        fields.EnterList();
        while (fields.NextItem())
        {
            reporters.Add(ReadReporter(ref fields));
        }
    }

    private static Reporter ReadReporter(ref BodyReader fields)
    {
        CaseId? id = null;
        Actor who = default;
        string? channel = null, reference = null;
        fields.Enter();
        while (fields.Next())
        {
            if (fields.Is("case"u8)) id = fields.Case();
            else if (fields.Is("who"u8)) who = fields.Actor();
            else if (fields.Is("channel"u8)) channel = fields.Word();
            else if (fields.Is("reference"u8)) reference = fields.Text();
            else throw fields.Unknown();
        }
        return new Reporter(
            Required(id, "case"), Required(who, "who"), Required(channel, "channel"), reference);
    }
}
