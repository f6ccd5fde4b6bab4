using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Grains;
using GridCity.Silo.Access;

namespace GridCity.Silo.Http;

/// <summary>The city, its words and its shapes.</summary>
internal static class Cities
{
    public static void MapCities(this IEndpointRouteBuilder api)
    {
        api.MapGet("/city", Get)
            .WithName("city").WithSummary("The city and its words: classes, channels, units, streets, layers.").Produces<CityBody>().Needs(Right.Anybody);
        api.MapGet("/outlines", GetOutlines)
            .WithName("outlines").WithSummary("The borders of streets or communities as GeoJSON.")
            .Produces(StatusCodes.Status200OK, null, "application/geo+json").ProducesProblem(400).Needs(Right.Anybody);
        api.MapGet("/layers/{name}", GetLayer)
            .WithName("layer").WithSummary("A layer of the city as GeoJSON.")
            .Produces(StatusCodes.Status200OK, null, "application/geo+json").ProducesProblem(404).Needs(Right.Anybody);
    }

    private static IResult Get(ICityHost host, SiloOptions options)
    {
        var city = host.City;
        var bounds = city.Grid.Bounds;
        var low = city.Plane.ToGeo(new PlanePoint(bounds.MinX, bounds.MinY));
        var high = city.Plane.ToGeo(new PlanePoint(bounds.MaxX, bounds.MaxY));
        return TypedResults.Json(
            new CityBody(
                city.Id,
                city.Name,
                city.NameZh,
                city.IsSynthetic,
                options.IsDemonstration,
                options.IsDemonstration ? options.Speed : null,
                city.Hash,
                city.TimeZone.Id,
                city.InputFrame.ToString().ToLowerInvariant(),
                city.Grid.Count,
                city.CenterOf(bounds),
                [low.Longitude, low.Latitude, high.Longitude, high.Latitude],
                [.. city.Classes.Values.OrderBy(item => item.Code, StringComparer.Ordinal).Select(item => ToBody(city, item))],
                [.. city.Channels.Values.OrderBy(item => item.Id, StringComparer.Ordinal).Select(ToBody)],
                [.. city.Units.Values.OrderBy(item => item.Id, StringComparer.Ordinal).Select(ToBody)],
                [.. city.Layers.Select(layer => layer.Name)],
                [.. city.Areas.Keys.Where(code => code.Tier == Tier.Street).Order().Select(city.NameOf)],
                city.Inspectors.Count)
            {
                BaseMap = city.BaseMap is { } map ? ToBody(map) : null,
            },
            WireContext.Default.CityBody);
    }

    private static BaseMapBody ToBody(BaseMap map) => new(
        WireNames.Of(map.Kind),
        map.Url,
        map.Attribution,
        map.AttributionZh,
        map.Layer,
        map.MatrixSet,
        map.MatrixPrefix,
        map.Style,
        map.Format,
        map.ZoomMax);

    private static ClassBody ToBody(City city, CaseClass item) =>
        new(item.Code, item.Name, item.NameZh, item.Family, item.IsComponent)
        {
            Conditions = city.Limits.ConditionsOf(item.Code) is { Count: > 0 } conditions ? conditions : null,
        };

    private static ChannelBody ToBody(Channel item) => new(item.Id, item.Name, item.NameZh, item.IsTrusted);

    private static UnitBody ToBody(Unit item) =>
        new(item.Id, item.Name, item.NameZh, item.Kind.ToString().ToLowerInvariant(), item.Tier.ToString().ToLowerInvariant());

    private static IResult GetOutlines(string? tier, CityShapes shapes) => tier switch
    {
        null or "street" => Shape(shapes.Outlines(Tier.Street)),
        "community" => Shape(shapes.Outlines(Tier.Community)),
        _ => Problems.Malformed("tier", "One of street, community was expected."),
    };

    private static IResult GetLayer(string name, CityShapes shapes) => shapes.Layer(name) is { } json
        ? Shape(json)
        : Problems.Missing("name", $"The city has no layer '{name}'.");

    // A browser keeps the shapes of a city, and asks each time whether it is still that city.
    private static IResult Shape(Packed json) => json.ToResult("application/geo+json", "no-cache");
}
