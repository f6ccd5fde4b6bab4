namespace GridCity.Core.Cases;

/// <summary>
/// Every way in which GridCity says no, in order of precedence: when several hold, the lowest number answers. Numbers
/// are part of the API and never reused; zero is never used.
/// </summary>
public enum RefusalCode
{
    /// <summary>A text is longer than its limit.</summary>
    TextTooLong = 101,

    /// <summary>A mandatory text (a reason, a result) is empty.</summary>
    TextMissing = 102,

    /// <summary>The class is not one of the city's.</summary>
    ClassUnknown = 103,

    /// <summary>The channel is not one of the city's.</summary>
    ChannelUnknown = 104,

    /// <summary>A coordinate is not a finite number of degrees.</summary>
    PointNotFinite = 105,

    /// <summary>Latitude and longitude look swapped: the other way round the point lies in the city.</summary>
    PointSwapped = 106,

    /// <summary>The point lies in no cell of the city.</summary>
    PointOutsideCity = 107,

    /// <summary>The stated time lies in the future or before the first year that is believed.</summary>
    TimeAbsurd = 108,

    /// <summary>The unit is not one of the city's.</summary>
    UnitUnknown = 109,

    /// <summary>The accuracy is not a sensible number of metres.</summary>
    AccuracyAbsurd = 110,

    /// <summary>The command id was used before for something else.</summary>
    CommandIdReused = 201,

    /// <summary>There is no such case.</summary>
    CaseUnknown = 301,

    /// <summary>The role may not give this command: who handles never closes, who dispatches never files.</summary>
    RoleNotAllowed = 302,

    /// <summary>The case is closed, rejected or a duplicate; nothing more can be asked of it.</summary>
    CaseEnded = 303,

    /// <summary>The case is in another stage than the command needs.</summary>
    StageNotAllowed = 304,

    /// <summary>Another unit has the case.</summary>
    UnitNotResponsible = 305,

    /// <summary>The due time has not come, or the case no longer waits for it.</summary>
    NotDue = 306,
}

/// <summary>A decision that says no: the code, and the name of what it is about (a field, a case, a unit).</summary>
public sealed record Refusal(RefusalCode Code, string Subject, string Detail);
