using GridCity.Core.Cases;

namespace GridCity.Client.Api;

/// <summary>
/// The whole board at one position: for every cell by its index one byte of open and one of overdue cases (255 is 255
/// or more), and the totals of the city, its streets and its units.
/// </summary>
public sealed record Board(
    long Position,
    DateTimeOffset At,
    byte[] Open,
    byte[] Overdue,
    Totals Totals,
    IReadOnlyList<StreetLoad> Streets,
    IReadOnlyList<UnitLoad> Units);

/// <summary>
/// What changed on the board since the frame before: cells as index, open, overdue; some of the events.
/// </summary>
public sealed record BoardFrame(
    long Position,
    DateTimeOffset At,
    IReadOnlyList<IReadOnlyList<int>> Cells,
    Totals Totals,
    IReadOnlyList<StreetLoad>? Streets,
    IReadOnlyList<UnitLoad>? Units,
    IReadOnlyList<Happening>? Cases,
    int Skipped);

/// <summary>The city's counts of today and of now; <c>PerMinute</c> is the last hour.</summary>
public sealed record Totals(
    int ReportedToday,
    int FiledToday,
    int DispatchedToday,
    int ClosedToday,
    int RejectedToday,
    int DuplicatesToday,
    int Open,
    int Overdue,
    int PendingVerification,
    int PendingFiling,
    int PendingDispatch,
    int PendingAcceptance,
    int Handling,
    int PendingCheck,
    int PendingClosing,
    IReadOnlyList<MinuteLoad>? PerMinute);

/// <summary>How many reports and closings one minute had.</summary>
public sealed record MinuteLoad(DateTimeOffset Minute, int Reported, int Closed);

/// <summary>The load of a street.</summary>
public sealed record StreetLoad(string Code, string Name, string NameZh, int Open, int Overdue, int Today);

/// <summary>The load of a unit.</summary>
public sealed record UnitLoad(string Id, string Name, string NameZh, int Open, int Overdue, int ClosedToday);

/// <summary>
/// An entry of the journal as a board shows it: what happened to which case, where and by whom it is handled.
/// </summary>
public sealed record Happening(
    long Position,
    DateTimeOffset At,
    string Kind,
    string Case,
    string Cell,
    double Lon,
    double Lat,
    string Class,
    string ClassName,
    string ClassNameZh,
    Stage Stage,
    string? Unit,
    string? UnitName,
    string? UnitNameZh);
