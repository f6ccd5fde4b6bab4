using GridCity.Grains;

namespace GridCity.Silo.Http;

/// <summary>Whether the process lives, and whether it can take reports.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => TypedResults.Text("alive"))
            .WithName("live").WithSummary("200 while the process answers.");
        app.MapGet("/health/ready", (ICityHost host) =>
            {
                var condition = host.Condition;
                var body = new HealthBody(
                    condition.IsReady ? "ready" : "not ready",
                    host.City.Id,
                    condition.Position,
                    condition.Waiting,
                    Math.Round(condition.LastCommit.TotalMilliseconds, 3),
                    condition.Cells,
                    condition.OpenCases,
                    condition.Problems);
                return TypedResults.Json(
                    body,
                    WireContext.Default.HealthBody,
                    statusCode: condition.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
            })
            .WithName("ready").WithSummary("200 when reports are taken, 503 and the reason when not.")
            .Produces<HealthBody>().Produces<HealthBody>(StatusCodes.Status503ServiceUnavailable);
    }
}
