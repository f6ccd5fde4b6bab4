using GridCity.Grains;
using GridCity.Silo.Access;
using GridCity.Silo.Planning;
using GridCity.Simulation.Replay;
using Microsoft.AspNetCore.Http.Features;

namespace GridCity.Silo.Http;

/// <summary>Historical tables that planners replay: what is there, what they send, and what its columns may mean.</summary>
internal static class Histories
{
    public static void MapHistories(this IEndpointRouteBuilder api)
    {
        api.MapGet("/histories", (HistoryShelf shelf) => TypedResults.Json(
                new HistoryList([.. shelf.All.Select(ToBody)], HistoryShelf.BytesMax, HistoryShelf.UploadsMax), WireContext.Default.HistoryList))
            .WithName("histories").WithSummary("The historical tables that can be replayed.").Produces<HistoryList>().Needs(Right.Plan);
        api.MapPost("/histories", PostAsync)
            .WithName("addHistory").WithSummary("Send a historical table, CSV or CSV packed by gzip, under a name that ends in .csv or .csv.gz.")
            .Accepts<byte[]>("text/csv", "application/gzip").Produces<HistoryBody>(201)
            .ProducesProblem(400).ProducesProblem(409).ProducesProblem(413).Needs(Right.Plan);
        api.MapDelete("/histories/{name}", (string name, HistoryShelf shelf) => shelf.Remove(name)
                ? TypedResults.NoContent()
                : (IResult)Missing(name))
            .WithName("removeHistory").WithSummary("Remove a table that was sent.").Produces(204).ProducesProblem(404).Needs(Right.Plan);
        api.MapGet("/histories/{name}/mapping", ProposeAsync)
            .WithName("proposeMapping").WithSummary("A mapping that is proposed for a table, to be read before it is used.")
            .Produces<MappingBody>().ProducesProblem(404).ProducesProblem(422).Needs(Right.Plan);
    }

    private static async Task<IResult> PostAsync(HttpContext context, HistoryShelf shelf, CancellationToken stop)
    {
        var name = context.Request.Query["name"].ToString().Trim();
        if (!HistoryShelf.IsName(name))
        {
            return Problems.Malformed("name", "A name of letters, digits, points, blanks, hyphens and underscores was expected, ending in .csv or .csv.gz.");
        }
        if (context.Request.ContentLength > HistoryShelf.BytesMax)
        {
            return TooLarge();
        }
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            // What the shelf itself refuses is told better than what the connection refuses, which reads ahead.
            limit.MaxRequestBodySize = HistoryShelf.BytesMax + (4 << 20);
        }
        return await shelf.KeepAsync(name, context.Request.Body, stop) switch
        {
            HistoryOutcome.Kept => TypedResults.Json(ToBody(shelf.Find(name)!), WireContext.Default.HistoryBody, statusCode: StatusCodes.Status201Created),
            HistoryOutcome.Taken => Problems.Make(StatusCodes.Status409Conflict, "NameTaken", $"There is a table '{name}' already.", null, "name"),
            HistoryOutcome.TooMany => Problems.Make(
                StatusCodes.Status409Conflict, "TooManyHistories", $"{HistoryShelf.UploadsMax} tables are kept at most; remove one of them.", null, "name"),
            HistoryOutcome.Empty => Problems.Malformed("body", "The table is empty."),
            _ => TooLarge(),
        };
    }

    private static async Task<IResult> ProposeAsync(string name, HistoryShelf shelf, ICityHost host, CancellationToken stop)
    {
        if (shelf.Find(name) is not { } history)
        {
            return Missing(name);
        }
        try
        {
            var mapping = await Task.Run(() => HistoryShelf.Propose(history, host.City), stop);
            return TypedResults.Json(new MappingBody(mapping), WireContext.Default.MappingBody);
        }
        catch (InputException fault)
        {
            return Problems.Make(StatusCodes.Status422UnprocessableEntity, "HistoryUnreadable", fault.Message, null, name);
        }
    }

    private static HistoryBody ToBody(KeptHistory history) => new(history.Name, history.Bytes, history.IsUploaded);

    private static IResult Missing(string name) => Problems.Missing("name", $"There is no table '{name}'.");

    private static IResult TooLarge() => Problems.Make(
        StatusCodes.Status413PayloadTooLarge,
        "PayloadTooLarge",
        $"A table has at most {HistoryShelf.BytesMax >> 20} MiB; pack it with gzip, or ask for it to be put into the operator's folder.",
        null,
        "body");
}
