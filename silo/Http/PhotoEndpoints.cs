using GridCity.Silo.Access;
using GridCity.Silo.Photos;

namespace GridCity.Silo.Http;

/// <summary>Photos of reports and of steps.</summary>
internal static class PhotoEndpoints
{
    public static void MapPhotos(this IEndpointRouteBuilder api)
    {
        api.MapPost("/photos", PostAsync)
            .WithName("addPhoto").WithSummary("A photo (JPEG, PNG, WebP) for a command, by the command's id, sent before the command.")
            .Accepts<byte[]>("image/jpeg", "image/png", "image/webp").Produces<PhotoBody>(201)
            .ProducesProblem(400).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(429)
            .Needs(Right.Anybody).RequireRateLimiting(RateLimits.PublicReports);
        api.MapGet("/photos/{name}", Get)
            .WithName("photo").WithSummary("A photo by its name.").Produces(StatusCodes.Status200OK, null, "image/jpeg").ProducesProblem(404);
    }

    private static async Task<IResult> PostAsync(HttpContext context, PhotoStore photos, CancellationToken stop)
    {
        if (!Guid.TryParse(context.Request.Query["command"], out var command) || command == Guid.Empty)
        {
            return Problems.Malformed("command", "The id (a UUID) of the command that the photo belongs to was expected.");
        }
        var caller = Caller.Of(context);
        if (caller.Account is not null && !caller.Has(Right.Act))
        {
            return Problems.Make(StatusCodes.Status403Forbidden, "NotAllowed", "This account reports and handles nothing.", null, "account");
        }
        if (await ReadAsync(context.Request.Body, stop) is not { } bytes)
        {
            return Problems.Make(
                StatusCodes.Status413PayloadTooLarge, "PayloadTooLarge", $"A photo has at most {CleanPhoto.BytesMax} bytes.", null, "body");
        }
        if (!CleanPhoto.TryRead(bytes, out var photo, out var fault))
        {
            return Problems.Make(StatusCodes.Status415UnsupportedMediaType, "NotAPhoto", fault, null, "body");
        }
        var (outcome, name) = photos.Keep(photo, command, caller.Account?.Name ?? "-");
        return outcome switch
        {
            PhotoOutcome.Kept => TypedResults.Json(
                new PhotoBody(name, photo.Width, photo.Height, photo.Bytes.Length), WireContext.Default.PhotoBody, statusCode: StatusCodes.Status201Created),
            PhotoOutcome.TooMany => Problems.Make(
                StatusCodes.Status409Conflict, "TooManyPhotos", $"A command has at most {PhotoStore.OfCommandMax} photos.", null, "command"),
            _ => Problems.Make(StatusCodes.Status409Conflict, "NotYours", "Photos of this command came from another account.", null, "command"),
        };
    }

    private static async ValueTask<byte[]?> ReadAsync(Stream body, CancellationToken stop)
    {
        var buffer = new MemoryStream();
        var part = new byte[64 * 1024];
        for (var read = await body.ReadAsync(part, stop); read > 0; read = await body.ReadAsync(part, stop))
        {
            if (buffer.Length + read > CleanPhoto.BytesMax)
            {
                return null;
            }
            buffer.Write(part, 0, read);
        }
        return buffer.ToArray();
    }

    private static IResult Get(string name, HttpContext context, PhotoStore photos)
    {
        if (photos.Find(name) is not { } found)
        {
            return Problems.Missing("name", "There is no such photo.");
        }
        var headers = context.Response.Headers;
        // Whatever somebody managed to put into a picture must never run as a page of ours.
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.ContentDisposition = "inline; filename=\"" + name + "\"";
        headers.CacheControl = "private, max-age=31536000, immutable";
        return TypedResults.PhysicalFile(found.Path, found.Type);
    }
}
