using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Grains;
using GridCity.Journal;
using GridCity.Silo.Access;

namespace GridCity.Silo.Http;

/// <summary>
/// What people do without an account: report, and see what became of it. Nothing here asks or tells who anybody is, and no
/// words that people wrote are shown to others.
/// </summary>
internal static class PublicDesk
{
    public static void MapPublicDesk(this IEndpointRouteBuilder api)
    {
        var desk = api.MapGroup("/public").Needs(Right.Anybody);
        desk.MapGet("/place", GetPlace)
            .WithName("publicPlace").WithSummary("Which cell, community and street a point lies in.")
            .Produces<PlaceBody>().ProducesProblem(400).ProducesProblem(404);
        desk.MapPost("/reports", PostAsync)
            .WithName("publicReport").WithSummary("Report without an account; the answer's number follows it.")
            .Accepts<ReportBody>("application/json").Produces<PublicCaseBody>(201).Produces<PublicCaseBody>()
            .ProducesProblem(400).ProducesProblem(422).ProducesProblem(429).ProducesProblem(503).ProducesProblem(507)
            .RequireRateLimiting(RateLimits.PublicReports);
        desk.MapGet("/reports/{number}", GetAsync)
            .WithName("publicCase").WithSummary("What became of a report, without anything personal.")
            .Produces<PublicCaseBody>().ProducesProblem(404);
    }

    /// <summary>The channel of people who report without an account: one that is looked at before it is believed.</summary>
    public static Channel? ChannelOf(City city) => city.Channels.Values
        .Where(channel => channel is { Kind: ChannelKind.Public, AllowsAnonymous: true, IsTrusted: false, IsSupervised: false })
        .OrderByDescending(channel => channel.Id is "web" or "app").ThenBy(channel => channel.Id, StringComparer.Ordinal).FirstOrDefault();

    private static IResult GetPlace(HttpContext context, ICityHost host)
    {
        if (!Cells.TryPoint(context.Request.Query, host, out var point))
        {
            return Problems.Malformed("lon,lat,frame", "lon and lat in degrees were expected, and a frame of wgs84, cgcs2000, gcj02, bd09.");
        }
        if (Intake.Place(host.City, point, Frames.ErrorMetres(host.City.InputFrame)) is not { } place)
        {
            return Problems.Missing("lon,lat", $"The point lies in no cell of {host.City.Name}.");
        }
        return TypedResults.Json(
            new PlaceBody(
                place.Cell.ToString(),
                host.City.NameOf(place.Cell.Street),
                host.City.NameOf(place.Cell.Community),
                place.IsNearBorder,
                place.IsNearBorder ? place.SecondCell.ToString() : null),
            WireContext.Default.PlaceBody);
    }

    private static async Task<IResult> PostAsync(HttpContext context, ICityHost host, TimeProvider time, CancellationToken stop)
    {
        if (ChannelOf(host.City) is not { } channel)
        {
            return Problems.Missing("channel", "The city has no channel for people who do not say who they are.");
        }
        var (body, problem) = await Bodies.ReadAsync(context, WireContext.Default.ReportBody, Bodies.CommandBytesMax, stop);
        if (body is null)
        {
            return problem!;
        }
        // Whatever else a body claims, it comes from somebody unknown by the public's channel.
        var report = body with { Channel = channel.Id, By = null, SelfFixed = null, Source = null, Edition = null, Reference = null };
        var (reply, fault) = await Reports.SendAsync(context, host, report, Actor.Anonymous, time.GetUtcNow(), stop);
        return fault ?? (reply!.Kind is ReplyKind.Accepted or ReplyKind.Repeated
            ? TypedResults.Json(
                ToBody(host.City, reply.Case!),
                WireContext.Default.PublicCaseBody,
                statusCode: reply.Kind == ReplyKind.Accepted ? StatusCodes.Status201Created : StatusCodes.Status200OK)
            : Reports.Answer(context, host, reply, StatusCodes.Status200OK));
    }

    private static async Task<IResult> GetAsync(string number, ICityHost host, CancellationToken stop)
    {
        if (!CaseId.TryParse(number.Trim(), out var id) || await host.Journal.FindCaseAsync(id, stop) is not { } row)
        {
            return Problems.Missing("number", "There is no report of this number.");
        }
        // What became of a duplicate is what became of the case it is a duplicate of.
        var shown = row.DuplicateOf is { } original ? await host.Journal.FindCaseAsync(original, stop) ?? row : row;
        return TypedResults.Json(
            ToBody(host.City, shown) with { Number = row.Id.ToString(), IsDuplicate = shown.Id != row.Id }, WireContext.Default.PublicCaseBody);
    }

    private static PublicCaseBody ToBody(City city, CaseRow row)
    {
        var known = city.Classes.GetValueOrDefault(row.Class);
        var unit = row.Unit is null ? null : city.Units.GetValueOrDefault(row.Unit);
        return new PublicCaseBody(
            row.Id.ToString(),
            StepOf(row.Stage),
            known?.Name ?? row.Class,
            known?.NameZh ?? row.Class,
            city.NameOf(row.Cell.Street),
            city.NameOf(row.Cell.Community),
            row.ReportedAt,
            row.FiledAt,
            row.DispatchedAt,
            row.EndedAt,
            row.Stage.IsOpen() ? row.Due : null,
            unit?.Name,
            unit?.NameZh);
    }

    // People ask whether somebody looks, works, or is done; the fine stages are the centres' affair.
    private static string StepOf(Stage stage) => stage switch
    {
        Stage.PendingVerification or Stage.PendingFiling => "received",
        Stage.PendingDispatch or Stage.PendingAcceptance => "sent",
        Stage.Handling or Stage.Suspended => "handling",
        Stage.PendingCheck or Stage.PendingClosing => "checking",
        Stage.Closed or Stage.ForcedClosed => "done",
        Stage.Rejected => "notTaken",
        _ => "received",
    };
}
