namespace GridCity.Core.Water;

/// <summary>
/// How good a water is in words (水质状况), best first, by the method for evaluating surface water 环办〔2011〕22号. Zero is
/// never stored.
/// </summary>
public enum WaterStatus
{
    /// <summary>Classes I and II (优).</summary>
    Excellent = 1,

    /// <summary>Class III (良好).</summary>
    Good = 2,

    /// <summary>Class IV (轻度污染).</summary>
    LightlyPolluted = 3,

    /// <summary>Class V (中度污染).</summary>
    ModeratelyPolluted = 4,

    /// <summary>Worse than class V (重度污染).</summary>
    HeavilyPolluted = 5,
}

/// <summary>How a water changed between two periods: unchanged, by one step of its status, or by more. Zero is never stored.</summary>
public enum WaterTrend
{
    /// <summary>Two steps or more better (明显好转).</summary>
    MuchBetter = 1,

    /// <summary>One step better (有所好转).</summary>
    Better = 2,

    /// <summary>The same (无明显变化).</summary>
    Unchanged = 3,

    /// <summary>One step worse (有所变差).</summary>
    Worse = 4,

    /// <summary>Two steps or more worse (明显变差).</summary>
    MuchWorse = 5,
}

/// <summary>Classes, statuses, trends and black odour in words.</summary>
public static class WaterWords
{
    private static readonly string[] Classes = ["", "I", "II", "III", "IV", "V", "worse than V"];
    private static readonly string[] ClassesZh = ["", "Ⅰ类", "Ⅱ类", "Ⅲ类", "Ⅳ类", "Ⅴ类", "劣Ⅴ类"];

    private static readonly string[] Statuses =
        ["", "excellent", "good", "lightly polluted", "moderately polluted", "heavily polluted"];

    private static readonly string[] StatusesZh = ["", "优", "良好", "轻度污染", "中度污染", "重度污染"];
    private static readonly string[] Trends = ["", "much better", "better", "unchanged", "worse", "much worse"];
    private static readonly string[] TrendsZh = ["", "明显好转", "有所好转", "无明显变化", "有所变差", "明显变差"];
    private static readonly string[] Odours = ["", "not black and odorous", "lightly black and odorous", "heavily black and odorous"];
    private static readonly string[] OdoursZh = ["", "无黑臭", "轻度黑臭", "重度黑臭"];

    /// <summary>The status of a class.</summary>
    public static WaterStatus StatusOf(WaterClass grade) => grade switch
    {
        WaterClass.I or WaterClass.II => WaterStatus.Excellent,
        WaterClass.III => WaterStatus.Good,
        WaterClass.IV => WaterStatus.LightlyPolluted,
        WaterClass.V => WaterStatus.ModeratelyPolluted,
        WaterClass.WorseThanV => WaterStatus.HeavilyPolluted,
        _ => throw new ArgumentOutOfRangeException(nameof(grade), grade, "A water has a class."),
    };

    /// <summary>How a status changed since an earlier one.</summary>
    public static WaterTrend TrendOf(WaterStatus before, WaterStatus now) => (now - before) switch
    {
        <= -2 => WaterTrend.MuchBetter,
        -1 => WaterTrend.Better,
        0 => WaterTrend.Unchanged,
        1 => WaterTrend.Worse,
        _ => WaterTrend.MuchWorse,
    };

    /// <summary>A class in English.</summary>
    public static string Of(WaterClass grade) => Classes[(int)grade];

    /// <summary>A class in Chinese.</summary>
    public static string ZhOf(WaterClass grade) => ClassesZh[(int)grade];

    /// <summary>A status in English.</summary>
    public static string Of(WaterStatus status) => Statuses[(int)status];

    /// <summary>A status in Chinese.</summary>
    public static string ZhOf(WaterStatus status) => StatusesZh[(int)status];

    /// <summary>A trend in English.</summary>
    public static string Of(WaterTrend trend) => Trends[(int)trend];

    /// <summary>A trend in Chinese.</summary>
    public static string ZhOf(WaterTrend trend) => TrendsZh[(int)trend];

    /// <summary>Black odour in English.</summary>
    public static string Of(BlackOdour odour) => Odours[(int)odour];

    /// <summary>Black odour in Chinese.</summary>
    public static string ZhOf(BlackOdour odour) => OdoursZh[(int)odour];
}
