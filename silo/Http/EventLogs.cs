using GridCity.Core.Evaluation;
using GridCity.Grains;
using GridCity.Silo.Access;
using GridCity.Silo.Views;
using GridCity.Simulation.EventLogs;

namespace GridCity.Silo.Http;

/// <summary>The lives of the cases of any period as an event log for process mining, written while it is sent.</summary>
internal static class EventLogs
{
    public static void MapEventLogs(this IEndpointRouteBuilder api)
    {
        api.MapGet("/event-log.xes", (HttpContext context, ICityHost host, CancellationToken stop) => Get(EventLogForm.Xes, context, host, stop))
            .WithName("eventLogXes").WithSummary("Cases reported in a period, each with its whole life, as XES (IEEE 1849).")
            .Produces(StatusCodes.Status200OK, null, "application/xml").ProducesProblem(400).Needs(Right.ReadAll);
        api.MapGet("/event-log.csv", (HttpContext context, ICityHost host, CancellationToken stop) => Get(EventLogForm.Csv, context, host, stop))
            .WithName("eventLogCsv").WithSummary("Cases reported in a period, an event a row, with the columns that process miners look for.")
            .Produces(StatusCodes.Status200OK, null, "text/csv").ProducesProblem(400).Needs(Right.ReadAll);
    }

    private static IResult Get(EventLogForm form, HttpContext context, ICityHost host, CancellationToken stop)
    {
        if (!TryMoment(context.Request.Query, "from", out var from) || !TryMoment(context.Request.Query, "to", out var to))
        {
            return Problems.Malformed("from,to", "Times with a zone were expected, such as 2026-09-14T00:00:00+08:00.");
        }
        if (from > to)
        {
            return Problems.Malformed("from,to", "The end comes before the beginning.");
        }
        var options = new EventLogOptions { Form = form, From = from, Until = to, Name = host.City.Name };
        var (type, name) = form == EventLogForm.Xes ? ("application/xml; charset=utf-8", "event-log.xes") : ("text/csv; charset=utf-8", "event-log.csv");
        return TypedResults.Stream(
            body => EventLog.WriteAsync(host.City, ReadAsync(host, from, stop), options, body, stop), type, $"{host.City.Id}-{name}");
    }

    // What belongs to a case comes after its report, so that nothing before the period is read.
    private static async IAsyncEnumerable<Happening> ReadAsync(
        ICityHost host, DateTimeOffset? from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var after = from is { } begin ? await host.Journal.LastBeforeAsync(begin.Earlier(), stop) : 0;
        await foreach (var entry in host.Journal.ReadAsync(after, stop))
        {
            yield return new Happening(entry.Position, entry.At, entry.Cell, entry.Case, entry.Event);
        }
    }

    private static bool TryMoment(IQueryCollection query, string name, out DateTimeOffset? moment)
    {
        moment = null;
        if (query[name].ToString() is not { Length: > 0 } text)
        {
            return true;
        }
        var isRead = Moments.TryRead(text, out var read);
        moment = read;
        return isRead;
    }
}
