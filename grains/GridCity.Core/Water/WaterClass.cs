namespace GridCity.Core.Water;

/// <summary>The quality classes of surface water (GB 3838-2002, table 1). Zero is never stored.</summary>
public enum WaterClass
{
    /// <summary>Class I (Ⅰ类).</summary>
    I = 1,

    /// <summary>Class II (Ⅱ类).</summary>
    II = 2,

    /// <summary>Class III (Ⅲ类).</summary>
    III = 3,

    /// <summary>Class IV (Ⅳ类).</summary>
    IV = 4,

    /// <summary>Class V (Ⅴ类).</summary>
    V = 5,

    /// <summary>Worse than class V (劣Ⅴ类).</summary>
    WorseThanV = 6,
}

/// <summary>How black and smelly a water is (黑臭程度). Zero is never stored.</summary>
public enum BlackOdour
{
    /// <summary>Not black and smelly.</summary>
    None = 1,

    /// <summary>Lightly (轻度黑臭).</summary>
    Light = 2,

    /// <summary>Heavily (重度黑臭).</summary>
    Heavy = 3,
}

/// <summary>
/// One measured value: the parameter as GB 3838 abbreviates it (<c>COD</c>, <c>NH3-N</c>, <c>DO</c> …), the number, and its
/// unit (<c>mg/L</c>, <c>cm</c>, <c>mV</c>, <c>1/L</c>; empty for pH).
/// </summary>
public sealed record Measurement(string Parameter, double Value, string Unit);
