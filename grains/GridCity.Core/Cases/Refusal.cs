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

    /// <summary>The edition of the standard is not one that the city maps, or has no such code.</summary>
    EditionUnknown = 111,

    /// <summary>The registered source is not one of the city's, or was not in its register when the problem was seen.</summary>
    SourceUnknown = 112,

    /// <summary>A date lies in the past or further ahead than the policy allows.</summary>
    DateAbsurd = 113,

    /// <summary>A score is not between 0 and 100.</summary>
    ScoreAbsurd = 114,

    /// <summary>A call names nobody, too many, or one body twice.</summary>
    PartiesAbsurd = 115,

    /// <summary>The monitoring section is not one of the city's, or lies in another cell.</summary>
    SectionUnknown = 116,

    /// <summary>A measured value is impossible, twice there, or of an unknown parameter or unit.</summary>
    MeasurementAbsurd = 117,

    /// <summary>A patrol ends before it begins, or its length or number of problems is impossible.</summary>
    PatrolAbsurd = 118,

    /// <summary>The tier is not above the one that has the case.</summary>
    TierAbsurd = 119,

    /// <summary>The topic of a call is not one that its kind has.</summary>
    TopicUnknown = 120,

    /// <summary>The channel takes no reports from people who do not say who they are.</summary>
    AnonymousNotAllowed = 121,

    /// <summary>The class has no limit for this filing condition.</summary>
    ConditionUnknown = 122,

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

    /// <summary>The due time has passed; this had to be asked before.</summary>
    TooLate = 307,

    /// <summary>The case has had all the extensions or suspensions that the policy allows.</summary>
    UsedUp = 308,

    /// <summary>Another application of the unit still waits for an answer.</summary>
    ApplicationPending = 309,

    /// <summary>No application of the unit waits for an answer.</summary>
    NoApplication = 310,

    /// <summary>The case has no call of this number.</summary>
    CallUnknown = 311,

    /// <summary>The call has ended.</summary>
    CallEnded = 312,

    /// <summary>The body was not called, or did not make the call.</summary>
    NotCalled = 313,

    /// <summary>It was answered, graded or taken before.</summary>
    DoneBefore = 314,

    /// <summary>The case has open calls, or bodies of a whistle that nobody graded; end them first.</summary>
    CallsOpen = 315,

    /// <summary>The case is still open; this is asked after its end.</summary>
    CaseOpen = 316,

    /// <summary>The case met its limit: there is nothing to appeal against.</summary>
    NotOverdue = 317,

    /// <summary>No appeal waits for this.</summary>
    NoAppeal = 318,

    /// <summary>The case did not come by a channel whose reporters are called back.</summary>
    NotCalledBack = 319,

    /// <summary>The case cannot be merged into that one: it is itself, has ended, or is of another class.</summary>
    CannotMerge = 320,

    /// <summary>The case has as many calls as one case can have.</summary>
    TooManyCalls = 321,

    /// <summary>The time of the command lies before what already happened: a clock went back.</summary>
    ClockWentBack = 322,

    /// <summary>The case changed since the caller saw it; look again and decide anew.</summary>
    CaseChanged = 323,
}

/// <summary>A decision that says no: the code, and the name of what it is about (a field, a case, a unit).</summary>
public sealed record Refusal(RefusalCode Code, string Subject, string Detail);
