namespace GridCity.Silo.Http;

/// <summary>One minute of the flow.</summary>
public sealed record MinuteBody(DateTimeOffset Minute, int Reported, int Closed);

/// <summary>The counts of today (in the city's time zone) and of now.</summary>
public sealed record TotalsBody(
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
    int Suspended,
    int Supervised,
    int Whistles,
    int Untaken,
    IReadOnlyList<MinuteBody> PerMinute);

/// <summary>A street on the board.</summary>
public sealed record StreetLoad(string Code, string Name, string NameZh, int Open, int Overdue, int Today);

/// <summary>A unit on the board.</summary>
public sealed record UnitLoad(string Id, string Name, string NameZh, int Open, int Overdue, int ClosedToday);

/// <summary>The whole board: one byte a cell for open and for overdue cases (255 means 255 or more).</summary>
public sealed record BoardBody(
    long Position,
    DateTimeOffset At,
    byte[] Open,
    byte[] Overdue,
    TotalsBody Totals,
    IReadOnlyList<StreetLoad> Streets,
    IReadOnlyList<UnitLoad> Units);

/// <summary>Something that just happened, as the board shows it.</summary>
public sealed record Flash(
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
    string Stage,
    string? Unit,
    string? UnitName,
    string? UnitNameZh);

/// <summary>What changed on the board since the frame before.</summary>
public sealed record FrameBody(
    long Position,
    DateTimeOffset At,
    IReadOnlyList<int[]> Cells,
    TotalsBody Totals,
    IReadOnlyList<StreetLoad>? Streets,
    IReadOnlyList<UnitLoad>? Units,
    IReadOnlyList<Flash> Cases,
    int Skipped);

/// <summary>The first event of the entry stream.</summary>
public sealed record HelloBody(long Position, string City, string Hash);

/// <summary>The last event of an entry stream that fell behind.</summary>
public sealed record GapBody(long After);
