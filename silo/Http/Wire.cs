using System.Text.Json;
using System.Text.Json.Serialization;

namespace GridCity.Silo.Http;

/// <summary>A report as it is sent. Fields that are mandatory are checked by hand, so that the answer can name them.</summary>
public sealed record ReportBody
{
    /// <summary>The command id, made by the caller; the same id again gets the same answer.</summary>
    public Guid? Id { get; init; }

    /// <summary>The class code.</summary>
    public string? Class { get; init; }

    /// <summary>The filing condition, where the class has several limits.</summary>
    public string? Condition { get; init; }

    /// <summary>The channel id.</summary>
    public string? Channel { get; init; }

    /// <summary>Degrees east.</summary>
    public double? Lon { get; init; }

    /// <summary>Degrees north.</summary>
    public double? Lat { get; init; }

    /// <summary>The coordinate frame: wgs84, cgcs2000, gcj02 or bd09; the city's own when absent.</summary>
    public string? Frame { get; init; }

    /// <summary>The radius in metres that the device claims.</summary>
    public double? Accuracy { get; init; }

    /// <summary>What the reporter says.</summary>
    public string? Text { get; init; }

    /// <summary>When it was seen; now when absent.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>The reporter's own number for it.</summary>
    public string? Reference { get; init; }

    /// <summary>Who reports, as role:id; public:anonymous when absent.</summary>
    public string? By { get; init; }
}

/// <summary>Many reports at once.</summary>
public sealed record ReportBatchBody(IReadOnlyList<ReportBody>? Reports);

/// <summary>A command about a case; which fields are mandatory depends on the command.</summary>
public sealed record CommandBody
{
    /// <summary>The command id, made by the caller.</summary>
    public Guid? Id { get; init; }

    /// <summary>Who acts, as role:id.</summary>
    public string? By { get; init; }

    /// <summary>A remark.</summary>
    public string? Note { get; init; }

    /// <summary>For reject and return: why.</summary>
    public string? Reason { get; init; }

    /// <summary>For dispatch: the unit; without it the rules choose.</summary>
    public string? Unit { get; init; }

    /// <summary>For verify: exists, missing or unable.</summary>
    public string? Sight { get; init; }

    /// <summary>For check: pass, fail or unable. For finish: what was done.</summary>
    public string? Result { get; init; }
}

/// <summary>A case as it is sent.</summary>
public sealed record CaseBody(
    string Id,
    string Cell,
    string Street,
    string Community,
    string Stage,
    string Class,
    string ClassName,
    string ClassNameZh,
    string Channel,
    double Lon,
    double Lat,
    string Text,
    string? Reference,
    DateTimeOffset SeenAt,
    DateTimeOffset ReportedAt,
    DateTimeOffset? FiledAt,
    DateTimeOffset? DispatchedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? Due,
    bool IsOverdue,
    string? Unit,
    string? UnitName,
    string? UnitNameZh,
    string? Rule,
    int Reworks,
    int Redispatches,
    string? DuplicateOf,
    bool IsNearBorder,
    string? SecondCell,
    long Opened,
    long Updated);

/// <summary>The answer to a command.</summary>
public sealed record CommandReply(Guid Command, CaseBody Case, long Position);

/// <summary>How one report of a batch fared.</summary>
public sealed record BatchResult(
    int Index, Guid Id, string Outcome, string? Case, string? Stage, string? Unit, int? Code, string? Name, string? Subject, string? Detail);

/// <summary>The answer to a batch.</summary>
public sealed record BatchReply(IReadOnlyList<BatchResult> Results, int Accepted, int Repeated, int Refused, long Position);

/// <summary>A page of cases.</summary>
public sealed record CasePage(IReadOnlyList<CaseBody> Items, string? Next);

/// <summary>A journal entry as it is sent; the body is as in the journal.</summary>
public sealed record EntryBody(
    long Position, string Cell, int Seq, DateTimeOffset At, Guid Command, string Kind, string Case, JsonElement Body);

/// <summary>A page of the journal.</summary>
public sealed record EntryPage(IReadOnlyList<EntryBody> Items, long? Next);

/// <summary>Why a case went where it went.</summary>
public sealed record ReasonBody(
    string Rule, string Version, string? Layer, string? Feature, double? Distance, string? RunnerUp, string? RunnerUpUnit);

/// <summary>The life of a case.</summary>
public sealed record CaseLife(CaseBody Case, IReadOnlyList<EntryBody> Entries, ReasonBody? Why);

/// <summary>A point in degrees of WGS 84.</summary>
public sealed record PointBody(double Lon, double Lat);

/// <summary>A code with its names.</summary>
public sealed record NamedCode(string Code, string Name, string NameZh);

/// <summary>A class of the city.</summary>
public sealed record ClassBody(string Code, string Name, string NameZh, string Family, bool IsComponent);

/// <summary>A channel of the city.</summary>
public sealed record ChannelBody(string Id, string Name, string NameZh, bool IsTrusted);

/// <summary>A unit of the city.</summary>
public sealed record UnitBody(string Id, string Name, string NameZh, string Kind, string Tier);

/// <summary>The city and its words.</summary>
public sealed record CityBody(
    string Id,
    string Name,
    string NameZh,
    bool IsSynthetic,
    bool IsDemonstration,
    double? Speed,
    string Hash,
    string TimeZone,
    string InputFrame,
    int CellCount,
    PointBody Center,
    double[] Bounds,
    IReadOnlyList<ClassBody> Classes,
    IReadOnlyList<ChannelBody> Channels,
    IReadOnlyList<UnitBody> Units,
    IReadOnlyList<string> Layers,
    IReadOnlyList<NamedCode> Streets,
    int Inspectors);

/// <summary>An inspector by id and name.</summary>
public sealed record InspectorBody(string Id, string Name);

/// <summary>A cell with what it holds.</summary>
public sealed record CellBody(
    string Code,
    int Index,
    string Street,
    string StreetName,
    string StreetNameZh,
    string Community,
    string CommunityName,
    string CommunityNameZh,
    double Area,
    PointBody Center,
    IReadOnlyList<string> Neighbours,
    int Open,
    int Overdue,
    int Total,
    IReadOnlyList<InspectorBody> Inspectors,
    IReadOnlyList<CaseBody> Recent);

/// <summary>How one rule fared.</summary>
public sealed record TrialBody(string Rule, string Outcome, string Because);

/// <summary>A routing with its reasons.</summary>
public sealed record ExplainBody(
    string Cell,
    string Street,
    string Class,
    string? Unit,
    string? UnitName,
    string? UnitNameZh,
    IReadOnlyList<string> Supporting,
    IReadOnlyList<string> Inform,
    string? Limit,
    DateTimeOffset? Due,
    ReasonBody? Reason,
    IReadOnlyList<TrialBody> Considered,
    bool IsNearBorder,
    string? SecondCell,
    double? BorderDistance);

/// <summary>A rule by name.</summary>
public sealed record RuleBody(string Id, string? Description);

/// <summary>The rules.</summary>
public sealed record RulesBody(string Version, IReadOnlyList<RuleBody> Rules);

/// <summary>How the server is doing.</summary>
public sealed record HealthBody(
    string Status, string City, long Position, int Queue, double LastCommitMs, int Cells, int OpenCases, IReadOnlyList<string> Problems);

/// <summary>One minute of the flow.</summary>
public sealed record MinuteBody(DateTimeOffset Minute, int Reported, int Closed);

/// <summary>The counts of today (in the city's time zone) and of now.</summary>
public sealed record TotalsBody(
    int ReportedToday,
    int FiledToday,
    int DispatchedToday,
    int ClosedToday,
    int RejectedToday,
    int DuplicatesToday,
    int Open,
    int Overdue,
    int PendingVerification,
    int PendingFiling,
    int PendingDispatch,
    int PendingAcceptance,
    int Handling,
    int PendingCheck,
    int PendingClosing,
    IReadOnlyList<MinuteBody> PerMinute);

/// <summary>A street on the board.</summary>
public sealed record StreetLoad(string Code, string Name, string NameZh, int Open, int Overdue, int Today);

/// <summary>A unit on the board.</summary>
public sealed record UnitLoad(string Id, string Name, string NameZh, int Open, int Overdue, int ClosedToday);

/// <summary>The whole board: one byte a cell for open and for overdue cases (255 means 255 or more).</summary>
public sealed record BoardBody(
    long Position,
    DateTimeOffset At,
    byte[] Open,
    byte[] Overdue,
    TotalsBody Totals,
    IReadOnlyList<StreetLoad> Streets,
    IReadOnlyList<UnitLoad> Units);

/// <summary>Something that just happened, as the board shows it.</summary>
public sealed record Flash(
    long Position,
    DateTimeOffset At,
    string Kind,
    string Case,
    string Cell,
    double Lon,
    double Lat,
    string Class,
    string ClassName,
    string ClassNameZh,
    string Stage,
    string? Unit,
    string? UnitName,
    string? UnitNameZh);

/// <summary>What changed on the board since the frame before.</summary>
public sealed record FrameBody(
    long Position,
    DateTimeOffset At,
    IReadOnlyList<int[]> Cells,
    TotalsBody Totals,
    IReadOnlyList<StreetLoad>? Streets,
    IReadOnlyList<UnitLoad>? Units,
    IReadOnlyList<Flash> Cases,
    int Skipped);

/// <summary>The first event of the entry stream.</summary>
public sealed record HelloBody(long Position, string City, string Hash);

/// <summary>The last event of an entry stream that fell behind.</summary>
public sealed record GapBody(long After);

/// <summary>How everything on the wire is written.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    RespectNullableAnnotations = false)]
[JsonSerializable(typeof(ReportBody))]
[JsonSerializable(typeof(ReportBatchBody))]
[JsonSerializable(typeof(CommandBody))]
[JsonSerializable(typeof(CaseBody))]
[JsonSerializable(typeof(CommandReply))]
[JsonSerializable(typeof(BatchReply))]
[JsonSerializable(typeof(CasePage))]
[JsonSerializable(typeof(EntryPage))]
[JsonSerializable(typeof(EntryBody))]
[JsonSerializable(typeof(CaseLife))]
[JsonSerializable(typeof(CityBody))]
[JsonSerializable(typeof(CellBody))]
[JsonSerializable(typeof(ExplainBody))]
[JsonSerializable(typeof(RulesBody))]
[JsonSerializable(typeof(HealthBody))]
[JsonSerializable(typeof(BoardBody))]
[JsonSerializable(typeof(FrameBody))]
[JsonSerializable(typeof(HelloBody))]
[JsonSerializable(typeof(GapBody))]
[JsonSerializable(typeof(Microsoft.AspNetCore.Mvc.ProblemDetails))]
internal sealed partial class WireContext : JsonSerializerContext;
