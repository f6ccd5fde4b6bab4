using System.Net;

namespace GridCity.Client.Api;

/// <summary>
/// A problem as RFC 9457 writes it, with GridCity's additions: the refusal's number, its name, and what it is about.
/// </summary>
public sealed record Problem(
    string? Type,
    string? Title,
    int? Status,
    string? Detail,
    int? Code,
    string? Name,
    string? Subject,
    string? Instance);

/// <summary>The server said no, and why.</summary>
public sealed class ProblemException(HttpStatusCode status, Problem problem)
    : Exception(problem.Detail ?? problem.Title ?? $"The server answered {(int)status}.")
{
    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>The problem as it was sent.</summary>
    public Problem Problem { get; } = problem;

    /// <summary>The number of the refusal, or 0 when the problem is none of the case work.</summary>
    public int Code => Problem.Code ?? 0;

    /// <summary>The name of the refusal, such as <c>PointOutsideCity</c>.</summary>
    public string Name => Problem.Name ?? Problem.Title ?? Status.ToString();

    /// <summary>What the refusal is about: a field, a case, a unit.</summary>
    public string? Subject => Problem.Subject;

    /// <summary>The sentence that a person can read.</summary>
    public string Detail => Message;
}

/// <summary>Nobody answers at the server's address, or what answers is no GridCity server.</summary>
public sealed class ServerUnreachableException(Uri? server, string because, Exception? cause = null)
    : Exception($"The server at {server} cannot be reached: {because}", cause)
{
    /// <summary>The address that was tried.</summary>
    public Uri? Server { get; } = server;
}
