using System.Buffers;
using System.Globalization;
using System.Text.Json;
using GridCity.Core.Space;
using GridCity.Grains;
using GridCity.Journal;
using GridCity.Silo.Access;
using GridCity.Silo.Views;

namespace GridCity.Silo.Http;

/// <summary>Cells, one by one, as GeoJSON, as vector tiles and as the board.</summary>
internal static class Cells
{
    private const int PageMax = 5_000;
    private const int RecentMax = 20;

    public static void MapCells(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cells", List)
            .WithName("cells").WithSummary("Cells as GeoJSON in the order of their codes; page with after=next.")
            .Produces(StatusCodes.Status200OK, null, "application/geo+json").ProducesProblem(400).Needs(Right.Anybody);
        api.MapGet("/cells/at", GetAtAsync)
            .WithName("cellAt").WithSummary("The cell at a point.").Produces<CellBody>().ProducesProblem(400).ProducesProblem(404);
        api.MapGet("/cells/{code}", GetAsync)
            .WithName("cell").WithSummary("A cell with its inspectors, neighbours and newest cases.")
            .Produces<CellBody>().ProducesProblem(404);
        api.MapGet("/tiles/{version}/{z:int}/{x:int}/{y:int}.mvt", GetTile)
            .WithName("tile").WithSummary("The cells of a web-mercator tile as a Mapbox vector tile; never changes for a version.")
            .Produces(StatusCodes.Status200OK, null, "application/vnd.mapbox-vector-tile").ProducesProblem(404).Needs(Right.Anybody);
        api.MapGet("/board", (CityBoard board) => TypedResults.Json(board.Snapshot(), WireContext.Default.BoardBody))
            .WithName("board").WithSummary("Open and overdue cases of every cell, street and unit, and the flow of today.")
            .Produces<BoardBody>();
        api.MapGet("/board/shade", GetShade)
            .WithName("shade").WithSummary("A number for every cell: its open cases of a class or a unit, or the step (1 to 5) of its street by load.")
            .Produces<ShadeBody>().ProducesProblem(400);
    }

    private static IResult GetShade(string? @class, string? unit, string? by, CityBoard board)
    {
        var cells = (@class, unit, by) switch
        {
            ({ Length: > 0 }, _, _) => board.CountByCell(item => item.Report.Class == @class),
            (_, { Length: > 0 }, _) => board.CountByCell(item => item.Unit == unit),
            (_, _, "street") => board.StreetSteps(),
            _ => null,
        };
        return cells is null
            ? Problems.Malformed("class,unit,by", "A class, a unit, or by=street was expected.")
            : TypedResults.Json(new ShadeBody(cells), WireContext.Default.ShadeBody);
    }

    private static IResult List(HttpContext context, ICityHost host, CityShapes shapes)
    {
        var query = context.Request.Query;
        var grid = host.City.Grid;
        var area = AreaCode.City;
        if (query["area"].ToString() is { Length: > 0 } areaText && !AreaCode.TryParse(areaText, out area))
        {
            return Problems.Malformed("area", $"'{areaText}' is not an area code of 6, 9, 12 or 15 digits.");
        }
        CellCode after = default;
        if (query["after"].ToString() is { Length: > 0 } afterText && !CellCode.TryParse(afterText, out after))
        {
            return Problems.Malformed("after", $"'{afterText}' is not a cell code.");
        }
        if (!Cases.TryNumber(query, "limit", 1, PageMax, 1_000, out var limit))
        {
            return Problems.Malformed("limit", $"A whole number from 1 to {PageMax} was expected.");
        }
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteStartArray("features");
        var written = 0;
        string? next = null;
        for (var index = 0; index < grid.Count && next is null; index++)
        {
            var code = grid.CodeOf(index);
            if (code.CompareTo(after) <= 0 || !area.Contains(code))
            {
                continue;
            }
            shapes.WriteCell(json, index);
            next = ++written == limit ? code.ToString() : null;
        }
        json.WriteEndArray();
        if (next is not null)
        {
            json.WriteString("next", next);
        }
        json.WriteEndObject();
        json.Flush();
        return TypedResults.Bytes(buffer.WrittenMemory.ToArray(), "application/geo+json");
    }

    private static async Task<IResult> GetAtAsync(
        HttpContext context, ICityHost host, CityBoard board, TimeProvider time, CancellationToken stop)
    {
        if (!TryPoint(context.Request.Query, host, out var point))
        {
            return Problems.Malformed("lon,lat,frame", "lon and lat in degrees were expected, and a frame of wgs84, cgcs2000, gcj02, bd09.");
        }
        var index = host.City.Grid.Locate(host.City.Plane.ToPlane(point));
        return index < 0
            ? Problems.Missing("lon,lat", $"The point lies in no cell of {host.City.Name}.")
            : await DescribeAsync(index, context, host, board, time, stop);
    }

    private static async Task<IResult> GetAsync(
        string code, HttpContext context, ICityHost host, CityBoard board, TimeProvider time, CancellationToken stop) =>
        CellCode.TryParse(code, out var cell) && host.City.Grid.IndexOf(cell) is >= 0 and var index
            ? await DescribeAsync(index, context, host, board, time, stop)
            : Problems.Missing("code", $"The city has no cell '{code}'.");

    private static IResult GetTile(string version, int z, int x, int y, ICityHost host, CellTiles tiles)
    {
        if (version != host.City.Hash || z is < 0 or > 22 || x < 0 || y < 0 || x >= 1 << z || y >= 1 << z)
        {
            return Problems.Missing("tile", $"There is no such tile of version {host.City.Hash}.");
        }
        return tiles.Get(z, x, y).ToResult("application/vnd.mapbox-vector-tile", "public, max-age=31536000, immutable");
    }

    private static async Task<IResult> DescribeAsync(
        int index, HttpContext context, ICityHost host, CityBoard board, TimeProvider time, CancellationToken stop)
    {
        var city = host.City;
        var code = city.Grid.CodeOf(index);
        var street = city.NameOf(code.Street);
        var community = city.NameOf(code.Community);
        var (open, overdue, total) = board.OfCell(index);
        var recent = await host.Journal.ReadCasesAsync(new CaseFilter { Cell = code, Limit = RecentMax }, stop);
        return TypedResults.Json(
            new CellBody(
                code.ToString(),
                index,
                street.Code,
                street.Name,
                street.NameZh,
                community.Code,
                community.Name,
                community.NameZh,
                Math.Round(city.Grid.AreaOf(index), 1),
                city.CenterOf(city.Grid.BoundsOf(index)),
                [.. city.Grid.NeighboursOf(index).Select(neighbour => city.Grid.CodeOf(neighbour).ToString())],
                open,
                overdue,
                total,
                [.. city.InspectorsOf(code).Select(inspector => new InspectorBody(inspector.Id, inspector.Name))],
                [.. recent.Where(row => Acting.MaySee(context, city, row)).Select(row => row.ToBody(city))],
                [.. AskedPatrols.Of(city, time.GetUtcNow(), area => area.Contains(code), null)]),
            WireContext.Default.CellBody);
    }

    /// <summary>Reads lon, lat and frame of a query.</summary>
    public static bool TryPoint(IQueryCollection query, ICityHost host, out GeoPoint point)
    {
        point = default;
        if (!double.TryParse(query["lon"], NumberStyles.Float, CultureInfo.InvariantCulture, out var lon)
            || !double.TryParse(query["lat"], NumberStyles.Float, CultureInfo.InvariantCulture, out var lat)
            || !(Math.Abs(lon) <= 180 && Math.Abs(lat) <= 90)
            || !Shapes.TryParseFrame(query["frame"].ToString() is { Length: > 0 } text ? text : null, out var frame))
        {
            return false;
        }
        point = Frames.ToWgs84(new GeoPoint(lon, lat), frame ?? host.City.InputFrame);
        return true;
    }
}
