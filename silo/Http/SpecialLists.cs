using GridCity.Core.Cities;
using GridCity.Core.Evaluation;
using GridCity.Grains;
using GridCity.Silo.Views;
using GridCity.Simulation.Bulletins;

namespace GridCity.Silo.Http;

/// <summary>The special list of the hotline for the command centre: the part of the monthly bulletin that a desk works on.</summary>
internal static class SpecialLists
{
    private const int PlacesMax = 50;

    public static void MapSpecialList(this IEndpointRouteBuilder api) => api.MapGet("/special-list", GetAsync)
        .WithName("specialList").WithSummary("The streets with the most demands on the hotline in a month, and the places that repeat there (治理类).")
        .Produces<SpecialBody>().ProducesProblem(400).ProducesProblem(503);

    private static async Task<IResult> GetAsync(
        string? period, HttpContext context, ICityHost host, SpecialShelf shelf, TimeProvider time, CancellationToken stop)
    {
        var zone = host.City.TimeZone;
        var expected = string.Empty;
        var request = string.IsNullOrEmpty(period)
            ? BulletinRequest.Running(BulletinKind.Monthly, zone, time.GetUtcNow())
            : BulletinRequest.Read(BulletinKind.Monthly, period, zone, out expected);
        if (request is null)
        {
            return Problems.Malformed("period", char.ToUpperInvariant(expected[0]) + expected[1..] + ".");
        }
        var (found, behind) = await shelf.FindAsync(request.Period, stop);
        return found is null
            ? Bulletins.Behind(context, behind!, isForPeople: false)
            : TypedResults.Json(ToBody(host.City, request.Period, found), WireContext.Default.SpecialBody);
    }

    private static SpecialBody ToBody(City city, Period period, SpecialFound found) => new(
        period.Label,
        period.Previous().Label,
        period.From,
        period.To,
        found.AsOf,
        ToBody(found.List.Problems),
        [.. found.List.Streets.Select(street => ToBody(city, street))]);

    private static TiersBody ToBody(TierCounts counts) => new(counts.City, counts.District, counts.Street);

    private static SpecialStreetBody ToBody(City city, SpecialStreet street)
    {
        var name = city.NameOf(street.Street);
        return new SpecialStreetBody(
            name.Code,
            name.Name,
            name.NameZh,
            street.Demands,
            street.ShareOfCity.Value is { } share ? Math.Round(share, 4) : null,
            [.. street.Classes.Select(one => new SpecialClassBody(one.Class, NameOf(city, one.Class), NameZhOf(city, one.Class), one.Demands))],
            ToBody(street.Problems),
            [.. street.Places.Take(PlacesMax).Select(place => ToBody(city, place))]);
    }

    private static SpecialPlaceBody ToBody(City city, RepeatingPlace place) => new(
        place.Class,
        NameOf(city, place.Class),
        NameZhOf(city, place.Class),
        place.Cell.ToString(),
        place.Unit,
        WireNames.Of(place.Tier),
        place.InPeriod,
        place.Cases.Count,
        place.Open,
        place.Last,
        place.Expected);

    private static string NameOf(City city, string code) => city.Classes.GetValueOrDefault(code)?.Name ?? code;

    private static string NameZhOf(City city, string code) => city.Classes.GetValueOrDefault(code)?.NameZh ?? code;
}
