using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Grains;
using GridCity.Silo.Planning;
using GridCity.Simulation.Engine;
using GridCity.Simulation.Pages;
using GridCity.Simulation.Replay;
using GridCity.Simulation.Runs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GridCity.Silo.Http;

/// <summary>Scenarios that planners run in the server, films of them, and two of them held against each other.</summary>
internal static class Planning
{
    private const int DaysMax = 92;
    private const int ReplicationsMax = 20;
    private const int ChangesMax = 10;
    private const int NameLengthMax = 80;
    private const int RunBytesMax = 512 * 1024;
    private static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(1);

    private static readonly (string Name, Func<Counts, double> Of)[] Measures =
    [
        ("onTime", counts => 100 * counts.OnTime),
        ("late", counts => counts.Late),
        ("filed", counts => counts.Filed),
        ("closed", counts => counts.Closed),
        ("open", counts => counts.Open),
        ("handlingHours", counts => counts.Handling.Mean),
        ("closingHours", counts => counts.Closing.Mean),
        ("reworks", counts => counts.Reworks),
    ];

    public static void MapPlanning(this IEndpointRouteBuilder api)
    {
        api.MapGet("/runs", (PlanningDesk desk, ScenarioShelf scenarios) => TypedResults.Json(
                new RunList(scenarios.Scenarios, [.. desk.Runs.Select(run => ToBody(run, isWhole: false))]), WireContext.Default.RunList))
            .WithName("runs").WithSummary("The scenarios, and the runs that are kept.").Produces<RunList>();
        api.MapPost("/runs", PostAsync)
            .WithName("startRun").WithSummary("Run a scenario with numbers of it changed, or replay a history; runs go one after another.")
            .Accepts<NewRunBody>("application/json").Produces<RunBody>(202).ProducesProblem(400).ProducesProblem(422).ProducesProblem(503);
        api.MapGet("/runs/{id}", IResult (string id, PlanningDesk desk) => desk.Find(id) is { } run
                ? TypedResults.Json(ToBody(run, isWhole: true), WireContext.Default.RunBody)
                : Missing(id))
            .WithName("run").WithSummary("A run: how far it is, and what came of it.").Produces<RunBody>().ProducesProblem(404);
        api.MapDelete("/runs/{id}", (string id, PlanningDesk desk) =>
            {
                desk.Find(id)?.Stop();
                return TypedResults.NoContent();
            })
            .WithName("stopRun").WithSummary("Stop a run.").Produces(204);
        api.MapGet("/runs/{id}/frames", GetFramesAsync)
            .WithName("runFrames").WithSummary("The film: a byte a cell for open cases, frame by frame, then the same for overdue ones.")
            .Produces(StatusCodes.Status200OK, null, "application/octet-stream").ProducesProblem(404).ProducesProblem(409);
        api.MapGet("/runs/{id}/report", GetReportAsync)
            .WithName("runReport").WithSummary("The report as one page to take away.")
            .Produces(StatusCodes.Status200OK, null, "text/html").ProducesProblem(404).ProducesProblem(409);
        api.MapGet("/runs/{id}/compare/{other}", CompareAsync)
            .WithName("compareRuns").WithSummary("The other run less this one, on the same luck, with intervals of 95 %.")
            .Produces<RunComparison>().ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> PostAsync(
        HttpContext context, ICityHost host, PlanningDesk desk, ScenarioShelf scenarios, HistoryShelf shelf, CancellationToken stop)
    {
        var (body, problem) = await Bodies.ReadAsync(context, WireContext.Default.NewRunBody, RunBytesMax, stop);
        if (body is null)
        {
            return problem!;
        }
        if (body.Days is < 1 or > DaysMax || body.Replications is < 1 or > ReplicationsMax || body.Seed < 0
            || body.Changes?.Count > ChangesMax || body.Name?.Length > NameLengthMax)
        {
            return Problems.Malformed(
                "days,replications,changes,name",
                $"1 to {DaysMax} days, 1 to {ReplicationsMax} replications, {ChangesMax} changes and {NameLengthMax} letters at most were expected.");
        }
        if (body.Changes?.Any(change => change is not { What: not null, Value: >= 0 and <= 1e6 }) == true)
        {
            return Problems.Malformed("changes", "Each change says what, and a number from 0 to 1,000,000.");
        }
        var changes = body.Changes?.Select(change => new PlannedChange(change.What!, change.Value!.Value)).ToList() ?? [];
        var (work, refused) = body.History is null ? ScenarioOf(body, changes, scenarios) : ReplayOf(body, changes, host.City, scenarios, shelf);
        if (work is null)
        {
            return refused!;
        }
        var name = string.IsNullOrWhiteSpace(body.Name) ? work.Name : body.Name.Trim();
        var replications = body.History is null ? body.Replications ?? 5 : 1;
        return desk.Add(name, work, changes, (ulong)(body.Seed ?? 1), replications) is { } run
            ? TypedResults.Json(ToBody(run, isWhole: false), WireContext.Default.RunBody, statusCode: StatusCodes.Status202Accepted)
            : Problems.Make(
                StatusCodes.Status503ServiceUnavailable, "Overloaded", $"{PlanningDesk.RunsMax} runs wait already; stop one of them.", null, null);
    }

    private static (PlannedWork? Work, IResult? Problem) ScenarioOf(
        NewRunBody body, IReadOnlyList<PlannedChange> changes, ScenarioShelf scenarios)
    {
        var (scenario, fault) = scenarios.Read(body.Scenario ?? string.Empty, body.Days, changes);
        return scenario is null ? (null, Absurd("ScenarioAbsurd", "scenario", fault!)) : (new PlannedScenario(body.Scenario!, scenario, changes), null);
    }

    // A history has its own demand; only how modelled people work can be changed, by the scenario that they are taken from.
    private static (PlannedWork? Work, IResult? Problem) ReplayOf(
        NewRunBody body, IReadOnlyList<PlannedChange> changes, City city, ScenarioShelf scenarios, HistoryShelf shelf)
    {
        if (shelf.Find(body.History!) is not { } history)
        {
            return (null, Absurd("HistoryUnknown", "history", $"There is no table '{body.History}'."));
        }
        var handling = HandlingKind.Recorded;
        if (body.Handling is not null && !WireNames.TryParse(body.Handling, out handling))
        {
            return (null, Problems.Malformed("handling", $"One of {WireNames.All<HandlingKind>()} was expected."));
        }
        var isModelled = handling == HandlingKind.Modelled && !string.IsNullOrEmpty(body.Scenario);
        if (changes.Any(change => !isModelled || change.What.StartsWith("demand", StringComparison.Ordinal)))
        {
            return (null, Absurd("HistoryAbsurd", "changes", "A history's demand is its own; only the crews of modelled handling can be changed."));
        }
        var (scenario, fault) = isModelled ? scenarios.Read(body.Scenario!, null, changes) : (null, null);
        if (fault is not null)
        {
            return (null, Absurd("ScenarioAbsurd", "scenario", fault));
        }
        try
        {
            Replayer.Check(body.Mapping ?? string.Empty);
        }
        catch (InputException e)
        {
            return (null, Absurd("MappingAbsurd", "mapping", e.Message));
        }
        var (from, until) = (MidnightOf(body.From, city), MidnightOf(body.Until, city));
        return (new PlannedReplay(history.Path, history.Name, body.Mapping!, handling, scenario?.Work, from, until), null);
    }

    private static DateTimeOffset? MidnightOf(DateOnly? day, City city)
    {
        var local = day?.ToDateTime(TimeOnly.MinValue);
        return local is { } at ? new DateTimeOffset(at, city.TimeZone.GetUtcOffset(at)) : null;
    }

    private static ProblemHttpResult Absurd(string name, string subject, string detail) =>
        Problems.Make(StatusCodes.Status422UnprocessableEntity, name, detail, null, subject);

    // Whoever asks to wait is answered when the run has ended, or after a while.
    private static async Task<PlannedRun?> FindAsync(string id, bool? wait, PlanningDesk desk, CancellationToken stop)
    {
        var run = desk.Find(id);
        if (run is not null && wait == true)
        {
            await Task.WhenAny(run.Over, Task.Delay(WaitMax, stop));
        }
        return run;
    }

    private static async Task<IResult> GetFramesAsync(string id, bool? wait, HttpContext context, PlanningDesk desk, CancellationToken stop)
    {
        if (await FindAsync(id, wait, desk, stop) is not { } run)
        {
            return Missing(id);
        }
        if (run.Frames is not { } frames)
        {
            return NotReady(run);
        }
        context.Response.Headers.CacheControl = "private, max-age=3600";
        return TypedResults.Bytes(frames.ToBytes(), "application/octet-stream");
    }

    private static async Task<IResult> GetReportAsync(
        string id, string? lang, bool? wait, HttpContext context, PlanningDesk desk, CancellationToken stop)
    {
        if (await FindAsync(id, wait, desk, stop) is not { } run)
        {
            return Missing(id);
        }
        if (run.Report is null || run.Results.Count == 0)
        {
            return NotReady(run);
        }
        var subject = run.Report with { Name = run.Name };
        // It is taken away, not shown here: it brings its own policy for the place where it is opened.
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"gridcity-{run.Id}.html\"";
        return TypedResults.Text(
            subject.ToHtml(new PageOptions { First = lang == "en" ? Language.English : Language.Chinese }), "text/html; charset=utf-8");
    }

    private static async Task<IResult> CompareAsync(string id, string other, bool? wait, PlanningDesk desk, CancellationToken stop)
    {
        if (await FindAsync(id, wait, desk, stop) is not { } a || await FindAsync(other, wait, desk, stop) is not { } b)
        {
            return Missing(id + ", " + other);
        }
        if (a.State != RunState.Done || b.State != RunState.Done)
        {
            return NotReady(a.State == RunState.Done ? b : a);
        }
        var isSameLuck = a.Seed == b.Seed && a.Results.Count == b.Results.Count
            && SpanOf(a).From == SpanOf(b).From && (a.Work.Span is null || a.Work.Span == b.Work.Span);
        if (!isSameLuck)
        {
            return Problems.Make(
                StatusCodes.Status409Conflict,
                "NotComparable",
                "Two runs are compared on the same luck: the same seed, replications, first day and number of days.",
                null,
                other);
        }
        return TypedResults.Json(
            new RunComparison(
                a.Id,
                b.Id,
                [.. Measures.Select(measure => Difference(measure.Name, a, b, run => measure.Of(run.All)))],
                [.. Streets(a, b)]),
            WireContext.Default.RunComparison);
    }

    private static IEnumerable<DifferenceBody> Streets(PlannedRun a, PlannedRun b) => a.Results
        .SelectMany(run => run.Streets).Select(street => street.Name).Distinct().Order(StringComparer.Ordinal)
        .Select(name => Difference(name, a, b, run => run.Streets.FirstOrDefault(street => street.Name == name)?.Counts.Late ?? 0));

    private static DifferenceBody Difference(string name, PlannedRun a, PlannedRun b, Func<RunResult, double> of)
    {
        var (first, second) = (a.Results.Select(of).ToList(), b.Results.Select(of).ToList());
        var difference = Estimate.Of([.. first.Zip(second, (one, two) => two - one)]);
        return new DifferenceBody(
            name,
            Finite(first.Average()),
            Finite(second.Average()),
            Finite(difference.Mean),
            Finite(difference.Low),
            Finite(difference.High),
            difference.IsSignificant);
    }

    // Nothing can be said of one replication; JSON has no word for that but none.
    private static double? Finite(double value) => double.IsFinite(value) ? Math.Round(value, 4) : null;

    private static RunBody ToBody(PlannedRun run, bool isWhole)
    {
        var (from, days) = SpanOf(run);
        var body = new RunBody(
            run.Id,
            run.Name,
            run.Work.Name,
            WireNames.Of(run.State),
            Math.Round(run.Progress, 4),
            (long)run.Seed,
            run.Replications,
            from?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            days,
            [.. run.Changes.Select(change => new ChangeBody(change.What, change.Value))],
            run.Fault)
        {
            Handling = run.Work is PlannedReplay replay ? WireNames.Of(replay.Handling) : null,
            Account = run.Report is { IsReplay: true } report ? report.Account : null,
        };
        if (run.Results.Count == 0)
        {
            return body;
        }
        body = body with { Figures = [.. Measures.Select(measure => FigureOf(measure.Name, [.. run.Results.Select(one => measure.Of(one.All))]))] };
        return isWhole && run.Frames is { } frames
            ? body with
            {
                Start = frames.From,
                Film = new FilmBody(frames.StepHours, frames.Open.Count, frames.Open, frames.Late, frames.Reported, frames.Closed),
                Hash = run.Results[0].Hash,
            }
            : body;
    }

    // How long a history is, is known when it has been replayed.
    private static (DateOnly? From, int? Days) SpanOf(PlannedRun run)
    {
        if (run.Work.Span is { } span)
        {
            return span;
        }
        return run is { Frames: { } frames, Report.City.TimeZone: { } zone }
            ? (DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(frames.From, zone).DateTime), (int)Math.Ceiling(frames.Length.TotalDays))
            : (null, null);
    }

    private static FigureBody FigureOf(string name, IReadOnlyCollection<double> values)
    {
        var estimate = Estimate.Of(values);
        return new FigureBody(name, Finite(estimate.Mean), Finite(estimate.Low), Finite(estimate.High));
    }

    private static ProblemHttpResult Missing(string id) => Problems.Missing("id", $"There is no run '{id}'; it may have made room for others.");

    private static ProblemHttpResult NotReady(PlannedRun run) => Problems.Make(
        StatusCodes.Status409Conflict, "NotReady", $"Run {run.Id} has not come to its end ({WireNames.Of(run.State)}).", null, run.Id);
}
