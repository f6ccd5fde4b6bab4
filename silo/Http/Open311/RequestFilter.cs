using System.Globalization;
using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Grains;
using GridCity.Journal;
using GridCity.Silo.Views;

namespace GridCity.Silo.Http.Open311;

/// <summary>Which requests are asked for, and of them which page.</summary>
internal sealed class RequestFilter
{
    /// <summary>The longest time that one question may span, as the specification has it.</summary>
    public static readonly TimeSpan SpanMax = TimeSpan.FromDays(90);

    private const int PageMax = 1_000;
    private const int PageMaxWithNotes = 100;

    private readonly List<string> _codes = [];
    private readonly List<Stage> _stages = [];
    private DegreeBox? _box;
    private int _page = 1;

    /// <summary>Not before.</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>Not after.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>How many a page.</summary>
    public int PageSize { get; private set; }

    /// <summary>Reads the parameters.</summary>
    public static RequestFilter Read(Open311Form form, DateTimeOffset now, TimeZoneInfo zone, bool withNotes)
    {
        var filter = new RequestFilter();
        filter.ReadTimes(form, now, zone);
        filter.ReadPage(form, withNotes ? PageMaxWithNotes : PageMax);
        filter.ReadBox(form);
        filter._codes.AddRange(form.List("service_code"));
        foreach (var status in form.List("status"))
        {
            switch (status.ToLowerInvariant())
            {
                case "open":
                    filter._stages.AddRange(Stages.All.Where(stage => stage.IsOpen()));
                    break;
                case "closed":
                    filter._stages.AddRange(Stages.All.Where(stage => !stage.IsOpen()));
                    break;
                default:
                    form.Faults.Add("status", "open or closed was expected, or both with a comma.");
                    break;
            }
        }
        return filter;
    }

    /// <summary>The cases of the page, newest first.</summary>
    public async Task<List<CaseRow>> FindAsync(ICityHost host, CancellationToken stop)
    {
        var found = new List<CaseRow>();
        var toSkip = (_page - 1L) * PageSize;
        var filter = new CaseFilter
        {
            Before = await host.Journal.LastBeforeAsync(Until.Later(), stop) + 1,
            Box = _box,
            Stages = _stages.Count == 0 ? null : [.. _stages.Distinct()],
            Class = _codes is [var only] ? only : null,
            Limit = CaseFilter.LimitMax,
        };
        while (true)
        {
            var rows = await host.Journal.ReadCasesAsync(filter, stop);
            foreach (var row in rows)
            {
                if (row.ReportedAt < From.Earlier())
                {
                    return found;
                }
                if (!Takes(host, row) || toSkip-- > 0)
                {
                    continue;
                }
                found.Add(row);
                if (found.Count == PageSize)
                {
                    return found;
                }
            }
            if (rows.Count < filter.Limit)
            {
                return found;
            }
            filter = filter with { Before = rows[^1].Opened };
        }
    }

    /// <summary>Reads the two ends of a time of at most 90 days; the last 90 days when none is given.</summary>
    public static (DateTimeOffset From, DateTimeOffset Until) ReadSpan(Open311Form form, DateTimeOffset now, TimeZoneInfo zone)
    {
        var from = ReadMoment(form, "start_date", zone);
        var until = ReadMoment(form, "end_date", zone);
        var end = until ?? (from is { } begin ? Sooner(begin.Add(SpanMax), Later(now, begin)) : now);
        var start = from ?? end.Subtract(SpanMax);
        if (start > end)
        {
            form.Faults.Add("start_date,end_date", "The end comes before the start.");
        }
        else if (end - start > SpanMax)
        {
            form.Faults.Add("start_date,end_date", $"They may not be more than {SpanMax.Days} days apart.");
        }
        return (start, end);
    }

    private static DateTimeOffset Sooner(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset? ReadMoment(Open311Form form, string name, TimeZoneInfo zone)
    {
        if (form.Text(name) is not { } text)
        {
            return null;
        }
        // A day alone is a moment by the W3C: its beginning, here where the city is.
        var isRead = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        var moment = default(DateTimeOffset);
        if (isRead && day.Year > 1)
        {
            var local = day.ToDateTime(TimeOnly.MinValue);
            moment = new DateTimeOffset(local, zone.GetUtcOffset(local));
        }
        else
        {
            isRead = Moments.TryRead(text, out moment);
        }
        // The first and last years there are leave no room to count days from.
        if (isRead && moment.Year is > 1900 and < 9000)
        {
            return moment;
        }
        form.Faults.Add(name, "A time with a zone was expected, such as 2026-09-14T08:00:00Z.");
        return null;
    }

    private bool Takes(ICityHost host, CaseRow row) =>
        row.ReportedAt >= From && row.ReportedAt <= Until
        && (_codes.Count < 2 || _codes.Contains(row.Class))
        && ServiceList.Offers(host.City.Classes.GetValueOrDefault(row.Class));

    private void ReadTimes(Open311Form form, DateTimeOffset now, TimeZoneInfo zone) => (From, Until) = ReadSpan(form, now, zone);

    private void ReadPage(Open311Form form, int most)
    {
        PageSize = most;
        if (form.Text("page_size") is { } size)
        {
            PageSize = Whole(form, "page_size", size, most) ?? most;
        }
        if (form.Text("page") is { } page)
        {
            _page = Whole(form, "page", page, 1_000_000) ?? 1;
        }
    }

    private static int? Whole(Open311Form form, string name, string text, int most)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1)
        {
            return Math.Min(number, most);
        }
        form.Faults.Add(name, "A whole number from 1 was expected.");
        return null;
    }

    // Two ways are in use: four parameters for two corners, and one with west, south, east, north.
    private void ReadBox(Open311Form form)
    {
        if (form.Text("bbox") is { } text)
        {
            var parts = text.Split(',').Select(part =>
                double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToArray();
            SetBox(form, "bbox", parts is [var west, var south, var east, var north] ? new DegreeBox(west, south, east, north) : default(DegreeBox?));
            return;
        }
        string[] corners = ["lat_ne", "long_ne", "lat_sw", "long_sw"];
        if (!corners.Any(name => form.Text(name) is not null))
        {
            return;
        }
        var numbers = corners.Select(form.Number).ToArray();
        SetBox(form, string.Join(',', corners), numbers is [{ } north1, { } east1, { } south1, { } west1]
            ? new DegreeBox(west1, south1, east1, north1)
            : default(DegreeBox?));
    }

    private void SetBox(Open311Form form, string name, DegreeBox? box)
    {
        if (box is { West: >= -180, East: <= 180, South: >= -90, North: <= 90 } good && good.West <= good.East && good.South <= good.North)
        {
            _box = box;
            return;
        }
        form.Faults.Add(name, "Two corners in degrees of WGS 84 were expected, the south-western one below and left of the other.");
    }
}
