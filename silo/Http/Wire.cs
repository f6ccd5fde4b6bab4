using System.Text.Json;
using System.Text.Json.Serialization;

namespace GridCity.Silo.Http;

/// <summary>A report as it is sent. Fields that are mandatory are checked by hand, so that the answer can name them.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
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

    /// <summary>The device's clock when it sent this: a clock that is wrong is put right by it, and seenAt with it.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The reporter's own number for it.</summary>
    public string? Reference { get; init; }

    /// <summary>Who reports, as role:id; public:anonymous when absent.</summary>
    public string? By { get; init; }

    /// <summary>The edition of the standard that the class is a code of; the city's own when absent.</summary>
    public string? Edition { get; init; }

    /// <summary>The id of the registered source that it is about.</summary>
    public string? Source { get; init; }

    /// <summary>What an inspector did about it on the spot: the case is closed with it.</summary>
    public string? SelfFixed { get; init; }
}

/// <summary>Many reports at once.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReportBatchBody(IReadOnlyList<ReportBody>? Reports);

/// <summary>A command about a case; which fields are mandatory depends on the command.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CommandBody
{
    /// <summary>The command id, made by the caller.</summary>
    public Guid? Id { get; init; }

    /// <summary>Who acts, as role:id; whoever signs in leaves it out.</summary>
    public string? By { get; init; }

    /// <summary>The position (updated) up to which the caller has seen the case; refused when more happened since.</summary>
    public long? Seen { get; init; }

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

    /// <summary>For apply: extension or suspension.</summary>
    public string? Application { get; init; }

    /// <summary>For apply for a suspension: until when.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>For rule, review-appeal and decide-appeal: whether it is granted or supported.</summary>
    public bool? Granted { get; init; }

    /// <summary>For escalate: community, street, district or city.</summary>
    public string? To { get; init; }

    /// <summary>For grade: now, overYears or higherBody.</summary>
    public string? Grade { get; init; }

    /// <summary>For relocate: degrees east.</summary>
    public double? Lon { get; init; }

    /// <summary>For relocate: degrees north.</summary>
    public double? Lat { get; init; }

    /// <summary>For relocate: the coordinate frame; the city's own when absent.</summary>
    public string? Frame { get; init; }

    /// <summary>For merge: the case that stays open.</summary>
    public string? Into { get; init; }

    /// <summary>For make-call: whistle, jointAction, notice, transfer, meeting or consultation.</summary>
    public string? Call { get; init; }

    /// <summary>For make-call: what it is about; a whistle is enforcement, key-work or emergency.</summary>
    public string? Topic { get; init; }

    /// <summary>For make-call, answer-call and remark: in words.</summary>
    public string? Text { get; init; }

    /// <summary>For remark: the number that it has where it was said.</summary>
    public string? Reference { get; init; }

    /// <summary>For make-call: the units that are called.</summary>
    public IReadOnlyList<string>? Parties { get; init; }

    /// <summary>For make-call: until when they have to be there or to answer.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>For answer-call, grade-call and close-call: the number of the call in its case.</summary>
    public int? Number { get; init; }

    /// <summary>For grade-call: the unit that is graded.</summary>
    public string? Party { get; init; }

    /// <summary>For grade-call: from 0 to 100.</summary>
    public int? Score { get; init; }

    /// <summary>For close-call: what came of it.</summary>
    public string? Outcome { get; init; }

    /// <summary>For call-back: whether somebody had responded.</summary>
    public bool? Responded { get; init; }

    /// <summary>For call-back: whether the problem is solved.</summary>
    public bool? Solved { get; init; }

    /// <summary>For call-back: satisfied, mostly or dissatisfied.</summary>
    public string? Satisfaction { get; init; }
}

/// <summary>One measured value of a sample.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MeasurementBody(string? Parameter, double? Value, string? Unit);

/// <summary>A water sample as it is sent.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SampleBody(
    Guid? Id, string? By, string? Section, DateTimeOffset? TakenAt, IReadOnlyList<MeasurementBody>? Values);

/// <summary>A patrol as it is sent; the point is where it ended.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PatrolBody(
    Guid? Id,
    string? By,
    string? Subject,
    double? Lon,
    double? Lat,
    string? Frame,
    DateTimeOffset? From,
    DateTimeOffset? Until,
    double? Kilometres,
    int? Problems);

/// <summary>The answer to something that concerns a cell and no case.</summary>
public sealed record CellReply(Guid Command, string Cell, long Position);

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
    long Updated)
{
    /// <summary>The tier that has it: community, street, district or city.</summary>
    public string? Tier { get; init; }

    /// <summary>Whether somebody above watches it.</summary>
    public bool IsSupervised { get; init; }

    /// <summary>How many extensions were granted.</summary>
    public int Extensions { get; init; }

    /// <summary>How many calls to other bodies are open.</summary>
    public int OpenCalls { get; init; }

    /// <summary>When it can be solved: now, overYears or higherBody.</summary>
    public string? Grade { get; init; }

    /// <summary>How often the same problem was there before.</summary>
    public int Repeats { get; init; }

    /// <summary>The inspector who is asked to look, or took the task.</summary>
    public string? Inspector { get; init; }

    /// <summary>Where the task of looking stands: asked, taken or nobody; absent when there is none.</summary>
    public string? Task { get; init; }

    /// <summary>The filing condition.</summary>
    public string? Condition { get; init; }

    /// <summary>What has to be so before the case may be closed (结案条件).</summary>
    public string? ClosingCondition { get; init; }

    /// <summary>The edition of the standard of the class.</summary>
    public string? Edition { get; init; }

    /// <summary>The code in which it was reported, when that was another edition's; of one case, not in lists.</summary>
    public string? ReportedClass { get; init; }

    /// <summary>The edition of that code.</summary>
    public string? ReportedEdition { get; init; }

    /// <summary>The registered source.</summary>
    public string? Source { get; init; }
}

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
    long Position, string Cell, int Seq, DateTimeOffset At, Guid Command, string Kind, string Case, JsonElement Body)
{
    /// <summary>The names of the photos that came with the command, at the first of its entries.</summary>
    public IReadOnlyList<string>? Photos { get; init; }
}

/// <summary>A page of the journal.</summary>
public sealed record EntryPage(IReadOnlyList<EntryBody> Items, long? Next);

/// <summary>Why a case went where it went.</summary>
public sealed record ReasonBody(
    string Rule, string Version, string? Layer, string? Feature, double? Distance, string? RunnerUp, string? RunnerUpUnit);

/// <summary>The life of a case.</summary>
public sealed record CaseLife(CaseBody Case, IReadOnlyList<EntryBody> Entries, ReasonBody? Why)
{
    /// <summary>The commands that are possible now, each with the roles that may give it.</summary>
    public IReadOnlyList<PossibleCommand> Possible { get; init; } = [];
}

/// <summary>A command that is possible now, and who may give it.</summary>
public sealed record PossibleCommand(string Command, IReadOnlyList<string> Roles);

/// <summary>Every cell's number of open cases of one class or unit, or the step of its street, one byte a cell.</summary>
public sealed record ShadeBody(byte[] Cells);

/// <summary>A point in degrees of WGS 84.</summary>
public sealed record PointBody(double Lon, double Lat);

/// <summary>A code with its names.</summary>
public sealed record NamedCode(string Code, string Name, string NameZh);

/// <summary>A class of the city.</summary>
public sealed record ClassBody(string Code, string Name, string NameZh, string Family, bool IsComponent)
{
    /// <summary>The filing conditions for which it has limits of their own; absent when there are none.</summary>
    public IReadOnlyList<string>? Conditions { get; init; }
}

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
    int Inspectors)
{
    /// <summary>The map of somebody else's to draw under the cells, where the city names one.</summary>
    public BaseMapBody? BaseMap { get; init; }
}

/// <summary>A base map: xyz, wms or wmts; browsers ask its own server for the tiles.</summary>
public sealed record BaseMapBody(
    string Kind,
    string Url,
    string Attribution,
    string AttributionZh,
    string? Layer,
    string? MatrixSet,
    string MatrixPrefix,
    string Style,
    string Format,
    int ZoomMax);

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
    IReadOnlyList<CaseBody> Recent,
    IReadOnlyList<AskedPatrolBody> Patrols);

/// <summary>How one rule fared.</summary>
public sealed record TrialBody(string Rule, string Outcome, string Because);

/// <summary>
/// Where a report would go and why, as filing it would decide: <c>Limit</c> and <c>Due</c> have the factor of the great event in them.
/// </summary>
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
    double? BorderDistance,
    string? Tier,
    string? Whistle,
    string? Event,
    double? LimitFactor);

/// <summary>A rule by name.</summary>
public sealed record RuleBody(string Id, string? Description);

/// <summary>The rules.</summary>
public sealed record RulesBody(string Version, IReadOnlyList<RuleBody> Rules);

/// <summary>How the server is doing.</summary>
public sealed record HealthBody(
    string Status, string City, long Position, int Queue, double LastCommitMs, int Cells, int OpenCases, IReadOnlyList<string> Problems);

/// <summary>How everything on the wire is written.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    RespectNullableAnnotations = false,
    Converters = [typeof(ZonedTimes)])]
[JsonSerializable(typeof(ReportBody))]
[JsonSerializable(typeof(ReportBatchBody))]
[JsonSerializable(typeof(CommandBody))]
[JsonSerializable(typeof(CaseBody))]
[JsonSerializable(typeof(CommandReply))]
[JsonSerializable(typeof(SampleBody))]
[JsonSerializable(typeof(PatrolBody))]
[JsonSerializable(typeof(CellReply))]
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
[JsonSerializable(typeof(NewRunBody))]
[JsonSerializable(typeof(HistoryList))]
[JsonSerializable(typeof(HistoryBody))]
[JsonSerializable(typeof(MappingBody))]
[JsonSerializable(typeof(RunBody))]
[JsonSerializable(typeof(RunList))]
[JsonSerializable(typeof(RunComparison))]
[JsonSerializable(typeof(ShadeBody))]
[JsonSerializable(typeof(SpecialBody))]
[JsonSerializable(typeof(PhotoBody))]
[JsonSerializable(typeof(InspectorList))]
[JsonSerializable(typeof(List<AskedPatrolBody>))]
[JsonSerializable(typeof(PlaceBody))]
[JsonSerializable(typeof(PublicCaseBody))]
[JsonSerializable(typeof(SignInBody))]
[JsonSerializable(typeof(PasswordBody))]
[JsonSerializable(typeof(SessionBody))]
[JsonSerializable(typeof(NewAccountBody))]
[JsonSerializable(typeof(NewKeyBody))]
[JsonSerializable(typeof(SecretBody))]
[JsonSerializable(typeof(AccountList))]
[JsonSerializable(typeof(TrailList))]
[JsonSerializable(typeof(EntryBody[]))]
[JsonSerializable(typeof(Microsoft.AspNetCore.Mvc.ProblemDetails))]
internal sealed partial class WireContext : JsonSerializerContext;
