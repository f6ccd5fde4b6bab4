using GridCity.Core.Cases;
using GridCity.Grains;
using GridCity.Silo.Photos;

namespace GridCity.Silo.Http.Open311;

/// <summary>Open311 GeoReport v2 with the extensions that are in use; docs/open311.md says which.</summary>
internal static class Open311Server
{
    /// <summary>Where the service stands.</summary>
    public const string Path = "/open311/v2";

    private const string Form = "{format:regex(^(xml|json)$)}";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
    private const string PhotoOwner = "open311";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The address under which this service was asked.</summary>
    public static string Root(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}{Path}";

    public static void MapOpen311(this IEndpointRouteBuilder routes)
    {
        var service = routes.MapGroup("/open311").ExcludeFromDescription();
        service.AddEndpointFilter((context, next) =>
        {
            context.HttpContext.Response.Headers.AccessControlAllowOrigin = "*";
            return next(context);
        });
        service.MapMethods("/discovery." + Form, Reading, GetDiscovery);
        service.MapMethods("/v2/discovery." + Form, Reading, GetDiscovery);
        service.MapMethods("/v2/services." + Form, Reading, GetServices);
        service.MapMethods("/v2/services/{code}." + Form, Reading, GetService);
        service.MapMethods("/v2/requests." + Form, Reading, GetRequestsAsync);
        service.MapPost("/v2/requests." + Form, PostRequestAsync);
        service.MapMethods("/v2/servicerequestupdates." + Form, Reading, ServiceRequestUpdates.GetAsync);
        service.MapPost("/v2/servicerequestupdates." + Form, ServiceRequestUpdates.PostAsync);
        service.MapMethods("/v2/requests/{id}." + Form, Reading, GetRequestAsync);
        service.MapMethods("/v2/tokens/{token}." + Form, Reading, GetTokenAsync);
        service.MapMethods("/v2/media/{id}/{name}", Reading, GetMediaAsync);
        service.MapMethods("/{**path}", [.. Reading, HttpMethods.Post], (string? path) => Missing(
            "There is no such resource; the address ends in .xml or .json. /open311/discovery.xml leads to all.",
            path?.EndsWith(".json", StringComparison.Ordinal) == true ? "json" : "xml"));
    }

    /// <summary>Something that is not there.</summary>
    public static IResult Missing(string what, string format) => Open311Faults.Of(StatusCodes.Status404NotFound, what).ToResult(format);

    private static IResult GetDiscovery(string format, HttpRequest request, Open311Door door, SiloOptions options) =>
        Discovery.Write(request, door, options).ToResult(format);

    private static IResult GetServices(string format, HttpRequest request, ICityHost host, Open311Door door) =>
        (door.CheckJurisdiction(Open311Form.OfAddress(request))?.ToResult(format))
        ?? ServiceList.Write(host.City, PublicWords.For(request, host.City)).ToResult(format);

    private static IResult GetService(string format, string code, HttpRequest request, ICityHost host, Open311Door door)
    {
        if (door.CheckJurisdiction(Open311Form.OfAddress(request)) is { } fault)
        {
            return fault.ToResult(format);
        }
        if (!ServiceList.Offers(host.City.Classes.GetValueOrDefault(code)))
        {
            return Missing($"The service_code '{Open311Faults.Shown(code)}' was not found.", format);
        }
        return ServiceList.Define(host.City, code, PublicWords.For(request, host.City))?.ToResult(format)
            ?? Missing($"The service '{code}' asks for nothing more (its metadata is false).", format);
    }

    private static async Task<IResult> GetRequestsAsync(
        string format, HttpRequest request, ICityHost host, Open311Door door, PhotoStore photos, TimeProvider time, CancellationToken stop)
    {
        var form = Open311Form.OfAddress(request);
        if (door.CheckJurisdiction(form) is { } fault)
        {
            return fault.ToResult(format);
        }
        var withNotes = WantsNotes(form);
        var writer = new RequestWriter(host, door, photos, PublicWords.For(request, host.City), Root(request), withNotes);
        if (form.Text("service_request_id") is not null)
        {
            return await GetByIdsAsync(format, form, host, writer, stop);
        }
        var filter = RequestFilter.Read(form, time.GetUtcNow(), host.City.TimeZone, withNotes);
        foreach (var code in form.List("service_code"))
        {
            if (!ServiceList.Offers(host.City.Classes.GetValueOrDefault(code)))
            {
                return Missing($"The service_code '{Open311Faults.Shown(code)}' was not found.", format);
            }
        }
        if (form.Faults.Any)
        {
            return form.Faults.ToResult(format);
        }
        var requests = new List<SparkObject>();
        foreach (var row in await filter.FindAsync(host, stop))
        {
            requests.Add(await writer.WriteAsync(row, stop));
        }
        return new SparkDocument("service_requests", "request", requests).ToResult(format);
    }

    // The list of ids overrides every other parameter. Ids that are not there are left out, as long as one of them is.
    private static async Task<IResult> GetByIdsAsync(
        string format, Open311Form form, ICityHost host, RequestWriter writer, CancellationToken stop)
    {
        const int IdsMax = 1_000;
        var requests = new List<SparkObject>();
        foreach (var id in form.List("service_request_id").Distinct(StringComparer.Ordinal).Take(IdsMax))
        {
            if (await FindAsync(host, id, stop) is { } row)
            {
                requests.Add(await writer.WriteAsync(row, stop));
            }
        }
        return requests.Count == 0
            ? Missing("None of the service_request_id was found.", format)
            : new SparkDocument("service_requests", "request", requests).ToResult(format);
    }

    private static async Task<IResult> GetRequestAsync(
        string format, string id, HttpRequest request, ICityHost host, Open311Door door, PhotoStore photos, CancellationToken stop)
    {
        var form = Open311Form.OfAddress(request);
        if (door.CheckJurisdiction(form) is { } fault)
        {
            return fault.ToResult(format);
        }
        if (await FindAsync(host, id, stop) is not { } row)
        {
            return Missing($"The service_request_id '{Open311Faults.Shown(id)}' was not found.", format);
        }
        var writer = new RequestWriter(host, door, photos, PublicWords.For(request, host.City), Root(request), WantsNotes(form));
        return new SparkDocument("service_requests", "request", [await writer.WriteAsync(row, stop)]).ToResult(format);
    }

    private static async Task<IResult> PostRequestAsync(
        string format,
        HttpContext context,
        ICityHost host,
        Open311Door door,
        PhotoStore photos,
        PendingPosts pending,
        TimeProvider time,
        CancellationToken stop)
    {
        var form = await Open311Form.ReadAsync(context, stop);
        if (Refuse(context, host, door, form) is { } fault)
        {
            return fault.ToResult(format);
        }
        if (!Reports.TryId(context, null, out var id))
        {
            return Open311Faults.Of(StatusCodes.Status400BadRequest, "The header Idempotency-Key is not a UUID.").ToResult(format);
        }
        var post = new RequestPost(host.City, door.Channel!, form);
        if (post.Read(id, Open311Door.ActorOf(context, form.Text("account_id")), time.GetUtcNow()) is not { } command)
        {
            return post.Faults.ToResult(format);
        }
        foreach (var photo in form.Photos)
        {
            photos.Keep(photo, id, PhotoOwner);
        }
        var sending = host.SendAsync(command, CancellationToken.None).AsTask();
        var writer = new RequestWriter(host, door, photos, PublicWords.For(context.Request, host.City), Root(context.Request), false);
        var isPatient = !context.Request.Headers["Prefer"].ToString().Contains("respond-async", StringComparison.OrdinalIgnoreCase);
        if (isPatient && await Task.WhenAny(sending, Task.Delay(Patience, stop)) == sending)
        {
            var reply = await sending;
            return reply.Case is null ? Open311Faults.Of(reply).ToResult(format) : Posted(format, reply, writer);
        }
        // It is under way and cannot be lost by this wait; whoever asks for the token learns what became of it.
        pending.Add(id, sending);
        return new SparkDocument("service_requests", "request",
            [new SparkObject { { "token", id.ToString() }, { "service_notice", null }, { "account_id", null } }])
            .ToResult(format, StatusCodes.Status202Accepted);
    }

    private static IResult Posted(string format, Reply reply, RequestWriter writer) => new SparkDocument("service_requests", "request",
    [
        new SparkObject
        {
            { "service_request_id", reply.Case!.Id.ToString() },
            { "service_notice", writer.NoticeOf(reply.Case) },
            { "account_id", null },
        },
    ]).ToResult(format, reply.Kind == ReplyKind.Repeated ? StatusCodes.Status200OK : StatusCodes.Status201Created);

    // The order is that of the specification: who may not post is not told what else would be wrong.
    private static Open311Faults? Refuse(HttpContext context, ICityHost host, Open311Door door, Open311Form form)
    {
        if (form.IsBroken)
        {
            return form.Faults;
        }
        if ((door.CheckPost(context, form) ?? door.CheckJurisdiction(form)) is { } fault)
        {
            return fault;
        }
        if (door.Channel is null)
        {
            return Open311Faults.Of(StatusCodes.Status400BadRequest, "This city has no channel by which the public may report.");
        }
        return form.Text("service_code") is { } code && !ServiceList.Offers(host.City.Classes.GetValueOrDefault(code))
            ? Open311Faults.Of(StatusCodes.Status404NotFound, $"The service_code '{Open311Faults.Shown(code)}' was not found.")
            : null;
    }

    private static async Task<IResult> GetTokenAsync(
        string format, string token, HttpRequest request, ICityHost host, Open311Door door, PendingPosts pending, CancellationToken stop)
    {
        if (door.CheckJurisdiction(Open311Form.OfAddress(request)) is { } fault)
        {
            return fault.ToResult(format);
        }
        if (!Guid.TryParse(token, out var id))
        {
            return Missing($"The token '{Open311Faults.Shown(token)}' was not found.", format);
        }
        string? made = null;
        if (await host.Journal.FindReportAsync(id, stop) is { } row)
        {
            made = row.Id.ToString();
        }
        else if (pending.Find(id) is not { } waiting)
        {
            return Missing($"The token '{token}' was not found.", format);
        }
        else if (waiting.IsCompletedSuccessfully && waiting.Result.Case is null)
        {
            pending.Forget(id);
            return Open311Faults.Of(waiting.Result).ToResult(format);
        }
        return new SparkDocument("service_requests", "request", [new SparkObject { { "service_request_id", made }, { "token", token } }])
            .ToResult(format);
    }

    private static async Task<IResult> GetMediaAsync(
        string id, string name, HttpContext context, ICityHost host, Open311Door door, PhotoStore photos, CancellationToken stop)
    {
        if (await FindAsync(host, id, stop) is not { } row || !RequestWriter.IsPublic(door, row)
            || !photos.Of(row.Command).Contains(name) || photos.Find(name) is not { } photo)
        {
            return Missing("There is no such photo.", "xml");
        }
        // A picture is shown and nothing else, whatever a browser would read in it, and on whatever site it is shown.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.PhysicalFile(photo.Path, photo.Type);
    }

    private static bool WantsNotes(Open311Form form) => form.IsAsked("extensions") || form.IsAsked("x_structured_notes");

    private static async ValueTask<Journal.CaseRow?> FindAsync(ICityHost host, string id, CancellationToken stop) =>
        CaseId.TryParse(id, out var caseId) && await host.Journal.FindCaseAsync(caseId, stop) is { } row
            && ServiceList.Offers(host.City.Classes.GetValueOrDefault(row.Class))
            ? row
            : null;
}
