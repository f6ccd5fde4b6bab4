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

    /// <summary>Who reports, such as <c>inspector:i-017</c>; <c>public:anonymous</c> if not set.</summary>
    public string? By { get; init; }
}

/// <summary>Many reports at once, at most 5,000; each is answered for itself.</summary>
public sealed record BatchRequest(IReadOnlyList<ReportRequest> Reports);

/// <summary>An inspector says whether the reported problem is there.</summary>
public sealed record VerifyRequest(string By, Sight Sight, string? Note = null, Guid? Id = null);

/// <summary>The supervision centre files the case.</summary>
public sealed record FileRequest(string By, string? Note = null, Guid? Id = null);

/// <summary>The supervision centre rejects the report.</summary>
public sealed record RejectRequest(string By, string Reason, Guid? Id = null);

/// <summary>The command centre sends the case to a unit; without one the rules choose.</summary>
public sealed record DispatchRequest(string By, string? Unit = null, string? Note = null, Guid? Id = null);

/// <summary>The unit takes the case.</summary>
public sealed record AcceptRequest(string By, Guid? Id = null);

/// <summary>The unit gives the case back.</summary>
public sealed record ReturnRequest(string By, string Reason, Guid? Id = null);

/// <summary>The unit says what was done.</summary>
public sealed record FinishRequest(string By, string Result, Guid? Id = null);

/// <summary>An inspector says whether the problem is gone.</summary>
public sealed record CheckRequest(string By, CheckResult Result, string? Note = null, Guid? Id = null);

/// <summary>The supervision centre closes the case.</summary>
public sealed record CloseRequest(string By, string? Note = null, Guid? Id = null);
