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
