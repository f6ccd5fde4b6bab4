using GridCity.Grains;
using GridCity.Journal;
using GridCity.Silo.Access;
using GridCity.Silo.Demonstration;
using GridCity.Silo.Http;
using GridCity.Silo.Http.Description;
using GridCity.Silo.Http.Features;
using GridCity.Silo.Http.Open311;
using GridCity.Silo.Photos;
using GridCity.Silo.Planning;
using GridCity.Silo.Views;
using Microsoft.AspNetCore.Diagnostics;

namespace GridCity.Silo;

/// <summary>The web application around a host: endpoints, pages, errors and limits.</summary>
internal static class App
{
    public static WebApplication Build(
        SiloOptions options,
        ICityHost host,
        CityBoard board,
        RecentEntries recent,
        TimeProvider time,
        Audience? audience = null,
        AccessControl? access = null,
        ReplicationHands? hands = null)
    {
        access ??= AccessControl.Open();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, WebRootPath = Pages.Root });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(options);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Bodies.BatchBytesMax;
            kestrel.Limits.MaxConcurrentConnections = 10_000;
        });
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(host);
        builder.Services.AddSingleton(board);
        builder.Services.AddSingleton(recent);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(access);
        builder.Services.AddSingleton(new PhotoStore(options.Photos));
        builder.Services.AddRateLimits(access);
        builder.Services.AddSingleton(new OutsideIdentity(new HttpClient { Timeout = TimeSpan.FromSeconds(10) }, options.Outside));
        builder.Services.AddSingleton(new CityShapes(host.City));
        builder.Services.AddSingleton(new CellTiles(host.City));
        builder.Services.AddSingleton<FeatureCatalog>();
        builder.Services.AddSingleton<BulletinFold>();
        builder.Services.AddHostedService(services => services.GetRequiredService<BulletinFold>());
        builder.Services.AddSingleton<Open311Door>();
        builder.Services.AddSingleton<PendingPosts>();
        builder.Services.AddSingleton<BulletinShelf>();
        builder.Services.AddSingleton<SpecialShelf>();
        builder.Services.AddSingleton(new HistoryShelf(options));
        builder.Services.AddSingleton(new ScenarioShelf(host.City, options.City));
        builder.Services.AddSingleton(hands ?? new OwnHands());
        builder.Services.AddSingleton<PlanningDesk>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PlanningDesk>());
        builder.Services.AddSingleton<BoardFrames>();
        builder.Services.AddHostedService(services => services.GetRequiredService<BoardFrames>());
        if (audience is not null)
        {
            builder.Services.AddSingleton(audience);
            builder.Services.AddHostedService<Demonstration.Demonstration>();
        }
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, WireContext.Default));
        builder.Services.AddProblemDetails();
        builder.Services.AddOpenApi("v1", ApiDescription.AddExamples);
        builder.Services.AddTelemetry(options);
        var app = builder.Build();
        app.UseExceptionHandler(errors => errors.Run(AnswerFaultAsync));
        app.UseStatusCodePages(AnswerStatusAsync);
        app.UseEntrance(access, host.City.BaseMap?.Origin);
        Map(app);
        return app;
    }

    private static void Map(WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapReports();
        api.MapCases();
        api.MapCaseCommands();
        api.MapCellWork();
        api.MapCities();
        api.MapCells();
        api.MapRules();
        api.MapStreams();
        api.MapBulletins();
        api.MapSpecialList();
        api.MapEventLogs();
        api.MapPhotos();
        api.MapPlanning();
        api.MapHistories();
        api.MapInspectors();
        api.MapPublicDesk();
        api.MapSessions();
        api.MapAccounts();
        OutsideIdentity.Map(app);
        app.MapOpen311();
        app.MapFeatures();
        app.MapHealth();
        app.MapOpenApi();
    }

    // The one catch-all of the process: what nobody foresaw is logged with an id, and the client gets the id.
    private static async Task AnswerFaultAsync(HttpContext context)
    {
        var fault = context.Features.Get<IExceptionHandlerFeature>()!.Error;
        if (fault is BadHttpRequestException bad)
        {
            var name = bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? "PayloadTooLarge" : "Malformed";
            await FaultOf(context, bad.StatusCode, name, bad.Message, "request").ExecuteAsync(context);
            return;
        }
        if (fault is JournalUnavailableException away)
        {
            await FaultOf(context, StatusCodes.Status503ServiceUnavailable, "JournalUnavailable", away.Message, null).ExecuteAsync(context);
            return;
        }
        var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(App));
        Log.RequestFailed(log, fault, context.Request.Method, context.Request.Path, context.TraceIdentifier);
        var told = $"Something went wrong that should not. The server's log knows more under {context.TraceIdentifier}.";
        await FaultOf(context, StatusCodes.Status500InternalServerError, "Fault", told, null).ExecuteAsync(context);
    }

    // What the framework refuses by itself, before any of our code sees it, is a problem like all others.
    private static Task AnswerStatusAsync(StatusCodeContext refused)
    {
        var context = refused.HttpContext;
        var status = context.Response.StatusCode;
        var (name, detail, subject) = status switch
        {
            StatusCodes.Status404NotFound => ("NotFound", "There is nothing at this address; /openapi/v1.json lists what there is.", "path"),
            StatusCodes.Status405MethodNotAllowed => (
                "MethodNotAllowed", $"{context.Request.Method} is not taken here; the header Allow says what is.", "method"),
            StatusCodes.Status415UnsupportedMediaType => (
                "UnsupportedMediaType", "A body of another type was expected; /openapi/v1.json says which.", "Content-Type"),
            _ => ("Malformed", "The request was refused before it was read.", "request"),
        };
        return FaultOf(context, status, name, detail, subject).ExecuteAsync(context);
    }

    /// <summary>An error in the form that the clients of the protocol can read.</summary>
    internal static IResult FaultOf(HttpContext context, int status, string name, string detail, string? subject)
    {
        var path = context.Request.Path.Value ?? string.Empty;
        return path.StartsWith(Open311Server.Path, StringComparison.OrdinalIgnoreCase)
                ? Open311Faults.Of(status, detail).ToResult(path.EndsWith(".json", StringComparison.Ordinal) ? "json" : "xml")
            : path.StartsWith(FeatureServer.Path, StringComparison.OrdinalIgnoreCase)
                ? new FeatureFault(status, name, detail).ToResult()
            : Problems.Make(status, name, detail, null, subject);
    }
}
