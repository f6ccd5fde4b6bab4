namespace GridCity.Silo.Access;

/// <summary>What an endpoint asks of whoever calls it. Zero is never used.</summary>
internal enum Right
{
    /// <summary>Nothing: also people who do not sign in.</summary>
    Anybody = 1,

    /// <summary>To read cases and the board, inside the scope of the account.</summary>
    Read = 2,

    /// <summary>To read everything that happens in the city, which no scope narrows.</summary>
    ReadAll = 3,

    /// <summary>To report, or to give a command that the role may give.</summary>
    Act = 4,

    /// <summary>To make the server calculate: scenarios, replays, comparisons.</summary>
    Plan = 5,

    /// <summary>To manage accounts.</summary>
    Administer = 6,
}

/// <summary>Says at an endpoint which right it needs.</summary>
internal static class RightsOfEndpoints
{
    /// <summary>The endpoint, or all of a group, needs a right.</summary>
    public static T Needs<T>(this T endpoint, Right right)
        where T : IEndpointConventionBuilder
    {
        endpoint.Add(builder => builder.Metadata.Add(new Needed(right)));
        return endpoint;
    }

    /// <summary>What a request needs: what its endpoint says, else to read or, when it changes something, to plan.</summary>
    public static Right NeededFor(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Needed>() is { } needed)
        {
            return needed.Right;
        }
        // Pages, protocols and health say themselves what they ask; the case work asks by default.
        return !context.Request.Path.StartsWithSegments("/api/v1") ? Right.Anybody
            : IsSafe(context.Request.Method) ? Right.Read
            : Right.Plan;
    }

    /// <summary>Whether a method changes nothing.</summary>
    public static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private sealed record Needed(Right Right);
}
