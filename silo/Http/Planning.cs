using System.Globalization;
using GridCity.Grains;
using GridCity.Silo.Planning;
using GridCity.Simulation.Engine;
using GridCity.Simulation.Pages;
using GridCity.Simulation.Reports;
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
        api.MapGet("/runs", (PlanningDesk desk, ScenarioShelf shelf) => TypedResults.Json(
                new RunList(shelf.Scenarios, [.. desk.Runs.Select(run => ToBody(run, isWhole: false))]), WireContext.Default.RunList))
            .WithName("runs").WithSummary("The scenarios, and the runs that are kept.").Produces<RunList>();
        api.MapPost("/runs", PostAsync)
            .WithName("startRun").WithSummary("Run a scenario, with numbers of it changed; runs go one after another.")
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

    private static async Task<IResult> PostAsync(HttpContext context, PlanningDesk desk, ScenarioShelf shelf, CancellationToken stop)
    {
        var (body, problem) = await Bodies.ReadAsync(context, WireContext.Default.NewRunBody, Bodies.CommandBytesMax, stop);
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
        var (scenario, fault) = shelf.Read(body.Scenario ?? string.Empty, body.Days, changes);
        if (scenario is null)
        {
            return Problems.Make(StatusCodes.Status422UnprocessableEntity, "ScenarioAbsurd", fault!, null, "scenario");
        }
        var name = string.IsNullOrWhiteSpace(body.Name) ? scenario.Name : body.Name.Trim();
        return desk.Add(name, body.Scenario!, scenario, changes, (ulong)(body.Seed ?? 1), body.Replications ?? 5) is { } run
            ? TypedResults.Json(ToBody(run, isWhole: false), WireContext.Default.RunBody, statusCode: StatusCodes.Status202Accepted)
            : Problems.Make(
                StatusCodes.Status503ServiceUnavailable, "Overloaded", $"{PlanningDesk.RunsMax} runs wait already; stop one of them.", null, null);
    }

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
        string id, string? lang, bool? wait, HttpContext context, ICityHost host, PlanningDesk desk, CancellationToken stop)
    {
        if (await FindAsync(id, wait, desk, stop) is not { } run)
        {
            return Missing(id);
        }
        if (run.Record is null || run.Results.Count == 0)
        {
            return NotReady(run);
        }
        var subject = new ReportSubject
        {
            City = host.City,
            Name = run.Name,
            Description = run.Scenario.Description,
            ScenarioHash = run.Scenario.Hash,
            Runs = run.Results,
            Record = run.Record,
        };
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
            && a.Scenario.From == b.Scenario.From && a.Scenario.Days == b.Scenario.Days;
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
        var body = new RunBody(
            run.Id,
            run.Name,
            run.Scenario.Name,
            WireNames.Of(run.State),
            Math.Round(run.Progress, 4),
            (long)run.Seed,
            run.Replications,
            run.Scenario.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            run.Scenario.Days,
            [.. run.Changes.Select(change => new ChangeBody(change.What, change.Value))],
            run.Fault);
        if (run.Results.Count == 0)
        {
            return body;
        }
        body = body with { Figures = [.. Measures.Select(measure => FigureOf(measure.Name, [.. run.Results.Select(one => measure.Of(one.All))]))] };
        return isWhole && run.Frames is { } frames
            ? body with
            {
                Start = run.Results[0].From,
                Film = new FilmBody(frames.StepHours, frames.Open.Count, frames.Open, frames.Late, frames.Reported, frames.Closed),
                Hash = run.Results[0].Hash,
            }
            : body;
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
