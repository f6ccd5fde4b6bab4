using GridCity.Core.Cases;
using GridCity.Grains;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GridCity.Silo.Http;

/// <summary>Every error of the API in the form of RFC 9457, made in this one place.</summary>
internal static class Problems
{
    /// <summary>A decision that says no.</summary>
    public static ProblemHttpResult Of(Refusal refusal) => Make(
        StatusOf(refusal.Code), refusal.Code.ToString(), refusal.Detail, (int)refusal.Code, refusal.Subject);

    /// <summary>A reply that is neither yes nor no.</summary>
    public static ProblemHttpResult Of(Reply reply) => reply.Kind switch
    {
        ReplyKind.Refused => Of(reply.Refusal!),
        ReplyKind.Overloaded => Make(StatusCodes.Status503ServiceUnavailable, "Overloaded", reply.Detail!, null, null),
        _ => Make(StatusCodes.Status507InsufficientStorage, "JournalUnavailable", reply.Detail!, null, null),
    };

    /// <summary>A request that cannot be read.</summary>
    public static ProblemHttpResult Malformed(string subject, string detail) =>
        Make(StatusCodes.Status400BadRequest, "Malformed", detail, null, subject);

    /// <summary>Something that is not there.</summary>
    public static ProblemHttpResult Missing(string subject, string detail) =>
        Make(StatusCodes.Status404NotFound, "NotFound", detail, null, subject);

    /// <summary>A problem with a status, a name, and what it is about.</summary>
    public static ProblemHttpResult Make(int status, string name, string detail, int? code, string? subject)
    {
        var extensions = new Dictionary<string, object?> { ["name"] = name };
        if (code is not null)
        {
            extensions["code"] = code;
        }
        if (subject is not null)
        {
            extensions["subject"] = subject;
        }
        var type = code is null ? "urn:gridcity:problem:" + name : "urn:gridcity:refusal:" + code;
        return TypedResults.Problem(detail, null, status, name, type, extensions);
    }

    /// <summary>The HTTP status of a refusal; the table in docs/api.md is checked against it.</summary>
    public static int StatusOf(RefusalCode code) => code switch
    {
        RefusalCode.CaseUnknown => StatusCodes.Status404NotFound,
        RefusalCode.RoleNotAllowed or RefusalCode.UnitNotResponsible or RefusalCode.NotCalled
            or RefusalCode.AnonymousNotAllowed => StatusCodes.Status403Forbidden,
        // What the words of a command are is 1xx; what the state of its case does not allow is 2xx and 3xx.
        >= RefusalCode.CommandIdReused => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
