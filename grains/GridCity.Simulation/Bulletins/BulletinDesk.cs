using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Evaluation;
using GridCity.Core.Water;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Bulletins;

/// <summary>A bulletin: its page and its data can be written any number of times.</summary>
public sealed class Bulletin
{
    private readonly Page _page;
    private readonly object _data;

    internal Bulletin(Page page, object data)
    {
        (_page, _data) = (page, data);
    }

    /// <summary>What a page may load, as the header of a server says it: nothing but the style inside it.</summary>
    public static string ContentSecurityPolicy => Page.ContentSecurityPolicy;

    /// <summary>Writes the page, which is one file of HTML.</summary>
    public string ToHtml(PageOptions? options = null) => _page.Render(options ?? new PageOptions());

    /// <summary>Writes the data record behind the page as JSON.</summary>
    public string ToJson() => BulletinJson.Write(_data);
}

/// <summary>
/// Makes the bulletins of a city from its journal: lines are added in order and from the beginning, and between two of them any
/// bulletin of any past period can be asked for. Not safe for several threads: who adds while others ask sees to that.
/// </summary>
public sealed class BulletinDesk(City city)
{
    private readonly Facts _facts = new();
    private readonly List<Happening> _water = [];
    private readonly HashSet<CaseId> _waterCases = [];
    private readonly Frame _frame = new(city);

    /// <summary>The position of the last line that was added; 0 before the first.</summary>
    public long Position => _facts.Position;

    /// <summary>How many cases are kept.</summary>
    public int CaseCount => _facts.CaseCount;

    /// <summary>The latest moment of all lines, or null before the first.</summary>
    public DateTimeOffset? LastAt => _facts.LastAt;

    /// <summary>The list of all bulletins that can be asked for, as a page with links.</summary>
    /// <param name="now">What time it is.</param>
    /// <param name="options">How the page is written.</param>
    public string ToIndex(DateTimeOffset now, PageOptions? options = null) =>
        IndexPage.Of(_frame, _facts.FirstAt ?? now, now).Render(options ?? new PageOptions());

    /// <summary>Adds the next line of the journal.</summary>
    public void Add(in Happening happening)
    {
        _facts.Add(happening);
        if (IsOfWater(happening))
        {
            _water.Add(happening);
        }
    }

    /// <summary>Makes a bulletin.</summary>
    /// <param name="request">Which, of which period.</param>
    /// <param name="now">What time it is: nothing that comes later is known, and a period that holds it is not over.</param>
    /// <param name="asOf">
    /// The moment at which things are known: the end of the period when null, or <paramref name="now"/> while it runs. Water
    /// bulletins always know everything, because late results belong to the day of their sample.
    /// </param>
    public Bulletin Make(BulletinRequest request, DateTimeOffset now, DateTimeOffset? asOf = null)
    {
        var isOver = request.Period.To <= (asOf > now ? asOf : now);
        var known = Known(request.Period, now, asOf, isOver);
        switch (request.Kind)
        {
            case BulletinKind.Hourly:
                var sheet = PartialPast.Without(DispatchSheet.Make(city, _facts, request.Period, known), _facts.FirstAt);
                return new Bulletin(DispatchPage.Of(_frame, sheet, isOver, Position), sheet);
            case BulletinKind.Monthly:
                var month = MonthlyBulletin.Make(city, _facts, request.Period, known);
                month = month with { Tables = PartialPast.Without(month.Tables, _facts.FirstAt) };
                return new Bulletin(PeriodPages.Of(_frame, month, isOver), month);
            case BulletinKind.Quarterly:
                var quarter = QuarterlyReport.Make(city, _facts, request.Period, known);
                quarter = quarter with { Tables = PartialPast.Without(quarter.Tables, _facts.FirstAt) };
                return new Bulletin(PeriodPages.Of(_frame, quarter, isOver), quarter);
            default:
                var water = Water(new BulletinPeriod(request.Period.First, request.Period.Next));
                return new Bulletin(WaterPage.Of(_frame, water, LastAt, isOver), water);
        }
    }

    /// <summary>The special list (治理类) of a period as it is known now, and the moment that this is.</summary>
    public (SpecialList List, DateTimeOffset AsOf) SpecialOf(Period period, DateTimeOffset now)
    {
        var known = Known(period, now, null, period.To <= now);
        return (MonthlyBulletin.Make(city, _facts, period, known).Tables.Special, known);
    }

    // Before its first moment a period has nothing to tell.
    private static DateTimeOffset Known(Period period, DateTimeOffset now, DateTimeOffset? asOf, bool isOver)
    {
        var known = asOf ?? (isOver ? period.To : now);
        return known > period.From ? known : period.From;
    }

    private WaterBulletin Water(BulletinPeriod period)
    {
        var fold = new BulletinFold(city, period);
        foreach (var line in _water)
        {
            fold.Apply(line.At, line.Case, line.Event);
        }
        return fold.Result();
    }

    // The water bulletin asks only for a few of the lines: keeping all would cost as much memory as the journal has.
    private bool IsOfWater(in Happening happening)
    {
        switch (happening.Event)
        {
            case SampleTaken or PatrolWalked:
                return true;
            case CaseReported reported:
                var policy = city.Policy.Water;
                var code = reported.Report.Class;
                var isWater = code == policy.ExceedanceClass || code == policy.BlackOdourClass
                    || city.Classes.GetValueOrDefault(code)?.Family == policy.Family;
                return isWater && _waterCases.Add(happening.Case);
            case DuplicateFound or CaseRejected or CaseClosed or CaseForceClosed or CaseSelfFixed:
                return _waterCases.Contains(happening.Case);
            default:
                return false;
        }
    }
}
