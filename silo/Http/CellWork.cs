using GridCity.Core;
using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Core.Water;
using GridCity.Grains;
using GridCity.Silo.Access;

namespace GridCity.Silo.Http;

/// <summary>What happens in a cell and belongs to no case: water samples and patrols.</summary>
internal static class CellWork
{
    private const int ValuesMax = 64;

    public static void MapCellWork(this IEndpointRouteBuilder api)
    {
        api.MapPost("/samples", PostSampleAsync)
            .WithName("sample").WithSummary("A water sample of a monitoring section; judged, and an exceedance opens a case (采样).")
            .Accepts<SampleBody>("application/json").Produces<CellReply>()
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(422).ProducesProblem(503).ProducesProblem(507).Needs(Right.Act);
        api.MapPost("/patrols", PostPatrolAsync)
            .WithName("patrol").WithSummary("A patrol that was walked, by the point where it ended (巡查).")
            .Accepts<PatrolBody>("application/json").Produces<CellReply>()
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(422).ProducesProblem(503).ProducesProblem(507).Needs(Right.Act);
    }

    private static async Task<IResult> PostSampleAsync(HttpContext context, ICityHost host, CancellationToken stop)
    {
        var (body, problem) = await Bodies.ReadAsync(context, WireContext.Default.SampleBody, Bodies.CommandBytesMax, stop);
        if (body is null)
        {
            return problem!;
        }
        if (!TryStart(context, body.Id, body.By, out var id, out var by, out var fault))
        {
            return fault!;
        }
        if (body.Section is null || body.TakenAt is null || body.Values is not { Count: > 0 and <= ValuesMax })
        {
            return Problems.Malformed("section,takenAt,values", $"A section, a time and 1 to {ValuesMax} values are mandatory.");
        }
        if (body.Values.Any(value => value?.Parameter is null || value.Value is null))
        {
            return Problems.Malformed("values", "Each value needs a parameter and a number.");
        }
        if (!host.City.Sections.TryGetValue(body.Section, out var section))
        {
            return Problems.Of(new Refusal(
                RefusalCode.SectionUnknown, "section", $"The city has no section '{body.Section}'; GET /api/v1/layers/sections lists them."));
        }
        if (Intake.Place(host.City, section.Place, 0) is not { } place)
        {
            return Problems.Of(new Refusal(RefusalCode.PointOutsideCity, "section", "The section lies in no cell of the city."));
        }
        ValueList<Measurement> values =
            [.. body.Values.Select(value => new Measurement(value.Parameter!, value.Value!.Value, value.Unit ?? string.Empty))];
        var command = new SampleCommand(id, DateTimeOffset.UnixEpoch, by, place.Cell, body.Section, body.TakenAt.Value, values);
        return Answer(context, place.Cell, await host.SendAsync(command, stop));
    }

    private static async Task<IResult> PostPatrolAsync(HttpContext context, ICityHost host, CancellationToken stop)
    {
        var (body, problem) = await Bodies.ReadAsync(context, WireContext.Default.PatrolBody, Bodies.CommandBytesMax, stop);
        if (body is null)
        {
            return problem!;
        }
        if (!TryStart(context, body.Id, body.By, out var id, out var by, out var fault))
        {
            return fault!;
        }
        if (body.Lon is not { } lon || body.Lat is not { } lat || body.From is not { } from || body.Until is not { } until)
        {
            return Problems.Malformed("lon,lat,from,until", "The point where the patrol ended and its two times are mandatory.");
        }
        if (!Shapes.TryParseFrame(body.Frame, out var frame))
        {
            return Problems.Malformed("frame", "A frame is one of wgs84, cgcs2000, gcj02, bd09.");
        }
        var point = Frames.ToWgs84(new GeoPoint(lon, lat), frame ?? host.City.InputFrame);
        if (Intake.Place(host.City, point, 0) is not { } place)
        {
            return Problems.Of(new Refusal(RefusalCode.PointOutsideCity, "lon,lat", $"The point lies in no cell of {host.City.Name}."));
        }
        var command = new PatrolCommand(
            id, DateTimeOffset.UnixEpoch, by, place.Cell, body.Subject ?? string.Empty, from, until, body.Kilometres ?? 0, body.Problems ?? 0);
        return Answer(context, place.Cell, await host.SendAsync(command, stop));
    }

    private static bool TryStart(HttpContext context, Guid? ofBody, string? actor, out Guid id, out Actor by, out IResult? fault)
    {
        by = default;
        fault = null;
        if (!Reports.TryId(context, ofBody, out id))
        {
            fault = Problems.Malformed("Idempotency-Key", "The header is not a UUID.");
            return false;
        }
        (by, fault) = Acting.As(context, actor);
        return fault is null;
    }

    private static IResult Answer(HttpContext context, CellCode cell, Reply reply) =>
        reply.Kind is ReplyKind.Accepted or ReplyKind.Repeated
            ? TypedResults.Json(
                new CellReply(reply.Command, cell.ToString(), reply.Position), WireContext.Default.CellReply)
            : Reports.Answer(context, null!, reply, StatusCodes.Status200OK);
}
