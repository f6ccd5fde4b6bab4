using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <summary>Where an appeal stands. Zero is never stored.</summary>
public enum AppealState
{
    /// <summary>The unit appealed (已申诉).</summary>
    Made = 1,

    /// <summary>The command centre supports it.</summary>
    Supported = 2,

    /// <summary>Granted: the time-out does not count in statistics.</summary>
    Granted = 3,

    /// <summary>Refused by the command centre or the supervision centre.</summary>
    Refused = 4,
}

/// <summary>
/// The whole life of a case as its entries tell it, beyond its end: the fold on which commands about ended cases are decided.
/// </summary>
public sealed class CaseHistory
{
    private readonly List<Guid> _afterCommands = [];
    private DateTimeOffset _lastAt;
    private bool _wasLate;
    private Cell? _cell;

    /// <summary>The case, or null while no entry has been added.</summary>
    public Case? Case { get; private set; }

    /// <summary>Where the appeal stands, or null.</summary>
    public AppealState? Appeal { get; private set; }

    /// <summary>What the reporter said, or null.</summary>
    public ReporterCalledBack? CallBack { get; private set; }

    /// <summary>Whether the case left the base of the three rates.</summary>
    public bool IsExcluded { get; private set; }

    /// <summary>Adds the next entry of the case, in the order of the journal.</summary>
    public void Add(long position, DateTimeOffset at, Guid command, CellCode cell, CaseId id, CaseEvent happened)
    {
        _lastAt = at;
        if (happened is AfterEvent after)
        {
            Add(command, after);
            return;
        }
        // Of a result that comes between the due time and the clock that notices it, only its time says that it is late.
        _wasLate |= happened is CaseFinished && at > Case?.HandlingDue;
        // A cell of its own folds the case, so that there is one way to fold.
        if (_cell?.Code != cell)
        {
            _cell = new Cell(cell);
        }
        Case = _cell.Apply(position, _cell.Seq + 1, at, command, id, happened);
    }

    /// <summary>Decides a command about the ended case.</summary>
    public Decision Decide(City city, AfterCommand command)
    {
        if (CaseInput.Refusal(city, command) is { } wrong)
        {
            return Decision.Refuse(wrong);
        }
        if (_afterCommands.Contains(command.Id))
        {
            return Decision.Repeat(command.Case);
        }
        if (Case is not { } item)
        {
            return Decision.Refuse(RefusalCode.CaseUnknown, command.Case.ToString(), $"There is no case {command.Case}.");
        }
        if (CaseGuards.Role(command) is { } forbidden)
        {
            return Decision.Refuse(forbidden);
        }
        if (item.Stage.IsOpen())
        {
            return Decision.Refuse(CaseGuards.Refuse(
                RefusalCode.CaseOpen, item, $"is in stage {item.Stage}; close it first, since this is asked after its end"));
        }
        if (!Lifecycle.IsPossible(item.Stage, command.Kind))
        {
            return Decision.Refuse(CaseGuards.Refuse(RefusalCode.StageNotAllowed, item, $"ended as {item.Stage}"));
        }
        return (CaseGuards.Clock(item, _lastAt, command) ?? Refusal(city, item, command)) is { } impossible
            ? Decision.Refuse(impossible)
            : Decision.Of(item.Id, Event(command));
    }

    private void Add(Guid command, AfterEvent happened)
    {
        if (happened is ReportersTold)
        {
            return;
        }
        _afterCommands.Add(command);
        switch (happened)
        {
            case AppealMade:
                Appeal = AppealState.Made;
                break;
            case AppealReviewed reviewed:
                Appeal = reviewed.IsSupported ? AppealState.Supported : AppealState.Refused;
                break;
            case AppealDecided decided:
                Appeal = decided.IsGranted ? AppealState.Granted : AppealState.Refused;
                break;
            case ReporterCalledBack called:
                CallBack = called;
                break;
            case CaseExcluded:
                IsExcluded = true;
                break;
        }
    }

    private Refusal? Refusal(City city, Case item, AfterCommand command) => command switch
    {
        AppealCommand c when c.By.Id != item.Unit => new Refusal(
            RefusalCode.UnitNotResponsible, c.By.Id, $"Case {item.Id} was with '{item.Unit}', not with '{c.By.Id}'."),
        AppealCommand c when c.At > item.EndedAt!.Value.AddDays(city.Policy.AppealDays) => CaseGuards.Refuse(
            RefusalCode.TooLate,
            item,
            string.Create(CultureInfo.InvariantCulture, $"ended at {item.EndedAt:O}, more than {city.Policy.AppealDays} days ago")),
        AppealCommand when Appeal is not null => CaseGuards.Refuse(RefusalCode.DoneBefore, item, "was appealed for before"),
        AppealCommand when !item.IsOverdue && !_wasLate => CaseGuards.Refuse(RefusalCode.NotOverdue, item, "met its limit"),
        ReviewAppealCommand when Appeal != AppealState.Made =>
            CaseGuards.Refuse(RefusalCode.NoAppeal, item, "has no appeal that waits for the command centre"),
        DecideAppealCommand when Appeal != AppealState.Supported =>
            CaseGuards.Refuse(RefusalCode.NoAppeal, item, "has no appeal that the command centre supports"),
        CallBackCommand or ExcludeCommand when !IsHotline(city, item) => CaseGuards.Refuse(
            RefusalCode.NotCalledBack, item, $"came by the channel '{item.Report.Channel}', whose reporters are not called back"),
        CallBackCommand when CallBack is not null => CaseGuards.Refuse(RefusalCode.DoneBefore, item, "was called back before"),
        ExcludeCommand when IsExcluded => CaseGuards.Refuse(RefusalCode.DoneBefore, item, "was excluded before"),
        ExcludeCommand when !city.Policy.Hotline.AllowsExclusion =>
            CaseGuards.Refuse(RefusalCode.StageNotAllowed, item, "cannot be excluded: the city's policy does not allow it"),
        _ => null,
    };

    // A duplicate's reporter is called back about the case that it joined.
    private static bool IsHotline(City city, Case item) =>
        IsHotline(city, item.Report.Channel) || item.Joined.Any(reporter => IsHotline(city, reporter.Channel));

    private static bool IsHotline(City city, string channel) => city.Channels.GetValueOrDefault(channel)?.IsHotline ?? false;

    private static AfterEvent Event(AfterCommand command) => command switch
    {
        AppealCommand c => new AppealMade(c.By, c.Reason),
        ReviewAppealCommand c => new AppealReviewed(c.By, c.IsSupported, c.Note),
        DecideAppealCommand c => new AppealDecided(c.By, c.IsGranted, c.Note),
        CallBackCommand c => new ReporterCalledBack(c.By, c.Responded, c.Solved, c.Satisfaction, c.Note),
        ExcludeCommand c => new CaseExcluded(c.By, c.Reason),
        _ => throw new InvariantBroken($"No event for {command.GetType().Name}."),
    };
}
