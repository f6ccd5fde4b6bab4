using System.Globalization;
using GridCity.Core.Cases;
using GridCity.Grains;

namespace GridCity.Silo.Http.Open311;

/// <summary>
/// What is wrong with a request: several things at once where several are. Each has a code, which may be finer than the status.
/// </summary>
internal sealed class Open311Faults
{
    private readonly List<(int Code, string Description)> _found = [];
    private int _status = StatusCodes.Status400BadRequest;

    /// <summary>Whether anything is wrong.</summary>
    public bool Any => _found.Count > 0;

    /// <summary>One fault with its status.</summary>
    public static Open311Faults Of(int status, string description) => new Open311Faults { _status = status }.Add(status, description);

    /// <summary>A refusal of the city.</summary>
    public static Open311Faults Of(Refusal refusal) => new Open311Faults
    {
        _status = Problems.StatusOf(refusal.Code) switch
        {
            StatusCodes.Status404NotFound => StatusCodes.Status404NotFound,
            StatusCodes.Status403Forbidden => StatusCodes.Status403Forbidden,
            _ => StatusCodes.Status400BadRequest,
        },
    }.Add((int)refusal.Code, refusal.Detail);

    /// <summary>A reply that is neither yes nor no, or a refusal.</summary>
    public static Open311Faults Of(Reply reply) => reply.Kind switch
    {
        ReplyKind.Refused => Of(reply.Refusal!),
        ReplyKind.Overloaded => Of(StatusCodes.Status503ServiceUnavailable, reply.Detail!),
        _ => Of(StatusCodes.Status507InsufficientStorage, reply.Detail!),
    };

    /// <summary>Adds a fault.</summary>
    public Open311Faults Add(int code, string description)
    {
        _found.Add((code, description));
        return this;
    }

    /// <summary>Adds what is wrong with a parameter.</summary>
    public Open311Faults Add(string parameter, string description) =>
        Add(StatusCodes.Status400BadRequest, parameter + ": " + description);

    /// <summary>The answer.</summary>
    public IResult ToResult(string format) => new SparkDocument("errors", "error",
    [
        .. _found.Select(fault => new SparkObject { { "code", fault.Code }, { "description", fault.Description } }),
    ]).ToResult(format, _status);

    /// <summary>What somebody sent, short enough to be sent back.</summary>
    public static string Shown(string text) => text.Length <= 80 ? text : text[..80] + "…";

    /// <summary>A whole number as people write it.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
