namespace GridCity.Silo.Http.Description;

/// <summary>A parameter of a request: what it means, and a value that works in the example.</summary>
internal sealed record ApiParameter(string Name, string Description, string? Value = null);

/// <summary>
/// An example of a request to the demonstration city that can be carried out: after the examples that it follows, it is answered
/// with the status that it names.
/// </summary>
internal sealed record ApiExample
{
    /// <summary>The parameters, those in the path by their names as well.</summary>
    public IReadOnlyList<ApiParameter> Parameters { get; init; } = [];

    /// <summary>The body, or null for none.</summary>
    public string? Body { get; init; }

    /// <summary>The operations whose examples come before it, in their order; <c>wait</c> lets two weeks pass.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>The status of the answer.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>Whether the server needs accounts, and an administrator to ask.</summary>
    public bool NeedsAccounts { get; init; }
}
