using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Client.Api;

/// <summary>
/// What somebody says they saw. <c>Id</c> is the command id: the same id again gets the same answer; the client makes
/// one when it is not set. Coordinates are degrees in <c>Frame</c> (the city's input frame if not set), <c>Accuracy</c>
/// is metres.
/// </summary>
public sealed record ReportRequest
{
    /// <summary>The command id.</summary>
    public Guid? Id { get; init; }

    /// <summary>The code of the class.</summary>
    public required string Class { get; init; }

    /// <summary>The filing condition, where the class has several.</summary>
    public string? Condition { get; init; }

    /// <summary>The id of the channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The longitude in degrees.</summary>
    public required double Lon { get; init; }

    /// <summary>The latitude in degrees.</summary>
    public required double Lat { get; init; }

    /// <summary>The frame of the coordinates.</summary>
    public Frame? Frame { get; init; }

    /// <summary>The radius in metres that the device claims.</summary>
    public double? Accuracy { get; init; }

    /// <summary>What was seen, in words.</summary>
    public string? Text { get; init; }

    /// <summary>When it was seen; the moment of receipt if not set.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>The number under which the reporter's own system knows it.</summary>
    public string? Reference { get; init; }

    /// <summary>The edition of the standard that the class is a code of; the city's own if not set.</summary>
    public string? Edition { get; init; }

    /// <summary>The id of the registered source that it is about.</summary>
    public string? Source { get; init; }

    /// <summary>What an inspector did about it on the spot: the case is closed with it.</summary>
    public string? SelfFixed { get; init; }

    /// <summary>Who reports, such as <c>inspector:i-017</c>; <c>public:anonymous</c> if not set.</summary>
    public string? By { get; init; }
}

/// <summary>One measured value of a sample; without a unit it is in the parameter's own.</summary>
public sealed record MeasuredValue(string Parameter, double Value, string? Unit);

/// <summary>A water sample of a monitoring section.</summary>
public sealed record SampleRequest
{
    /// <summary>The command id.</summary>
    public Guid? Id { get; init; }

    /// <summary>Who took it.</summary>
    public string? By { get; init; }

    /// <summary>The id of the section.</summary>
    public required string Section { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>What was measured.</summary>
    public required IReadOnlyList<MeasuredValue> Values { get; init; }
}

/// <summary>A patrol that was walked, by the point where it ended.</summary>
public sealed record PatrolRequest
{
    /// <summary>The command id.</summary>
    public Guid? Id { get; init; }

    /// <summary>Who walked.</summary>
    public string? By { get; init; }

    /// <summary>What was walked: a water, a source of a register, a beat.</summary>
    public string? Subject { get; init; }

    /// <summary>The longitude in degrees.</summary>
    public required double Lon { get; init; }

    /// <summary>The latitude in degrees.</summary>
    public required double Lat { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>How far it was.</summary>
    public double? Kilometres { get; init; }

    /// <summary>How many problems were seen.</summary>
    public int? Problems { get; init; }
}

/// <summary>Many reports at once, at most 5,000; each is answered for itself.</summary>
public sealed record BatchRequest(IReadOnlyList<ReportRequest> Reports);

/// <summary>
/// What a command about a case says; which fields are mandatory depends on the command, and the server names the one that is
/// missing. Times carry their zone, coordinates are degrees.
/// </summary>
public sealed record CommandRequest
{
    /// <summary>Who acts, such as <c>unit:sanitation</c>; not set where the key of an account says it.</summary>
    public string? By { get; init; }

    /// <summary>The position up to which the caller has seen the case (<c>Updated</c>); refused when more happened since.</summary>
    public long? Seen { get; init; }

    /// <summary>The command id; the client makes one when it is not set.</summary>
    public Guid? Id { get; init; }

    /// <summary>A remark.</summary>
    public string? Note { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>The unit to which the case goes, or that a meeting found responsible.</summary>
    public string? Unit { get; init; }

    /// <summary>What a look before filing found.</summary>
    public Sight? Sight { get; init; }

    /// <summary>What was done, or what a look after handling found (<c>pass</c>, <c>fail</c>, <c>unable</c>).</summary>
    public string? Result { get; init; }

    /// <summary>What the unit asks for.</summary>
    public ApplicationKind? Application { get; init; }

    /// <summary>Until when a suspension is asked for.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether it is granted or supported.</summary>
    public bool? Granted { get; init; }

    /// <summary>The tier to which the case goes up.</summary>
    public Tier? To { get; init; }

    /// <summary>When the item can be solved.</summary>
    public ItemGrade? Grade { get; init; }

    /// <summary>Where the problem really is: the longitude.</summary>
    public double? Lon { get; init; }

    /// <summary>Where the problem really is: the latitude.</summary>
    public double? Lat { get; init; }

    /// <summary>The frame of the coordinates.</summary>
    public Frame? Frame { get; init; }

    /// <summary>The case that stays open.</summary>
    public string? Into { get; init; }

    /// <summary>Why other bodies are called.</summary>
    public CallKind? Call { get; init; }

    /// <summary>What a call is about; a whistle is <c>enforcement</c>, <c>key-work</c> or <c>emergency</c>.</summary>
    public string? Topic { get; init; }

    /// <summary>In words.</summary>
    public string? Text { get; init; }

    /// <summary>The units that are called.</summary>
    public IReadOnlyList<string>? Parties { get; init; }

    /// <summary>Until when they have to be there or to answer.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>The number of the call in its case.</summary>
    public int? Number { get; init; }

    /// <summary>The unit that is graded.</summary>
    public string? Party { get; init; }

    /// <summary>The grade, from 0 to 100.</summary>
    public int? Score { get; init; }

    /// <summary>What came of a call.</summary>
    public string? Outcome { get; init; }

    /// <summary>Whether somebody had responded.</summary>
    public bool? Responded { get; init; }

    /// <summary>Whether the problem is solved.</summary>
    public bool? Solved { get; init; }

    /// <summary>How content the reporter is.</summary>
    public Satisfaction? Satisfaction { get; init; }
}
