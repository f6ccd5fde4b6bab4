namespace GridCity.Core.Water;

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
