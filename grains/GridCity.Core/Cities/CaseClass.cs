using GridCity.Core.Space;

namespace GridCity.Core.Cities;

/// <summary>The two grids whose cases one platform takes in. Zero is never stored.</summary>
public enum ServiceGrid
{
    /// <summary>City management (城市管理). Written <c>city</c>.</summary>
    City = 1,

    /// <summary>Social service and management (社会服务管理). Written <c>social</c>.</summary>
    Social = 2,
}

/// <summary>
/// A class of component (部件) or event (事件): its code in the edition it comes from, its names, and the family that rules
/// may name for many classes at once (<c>water</c>, <c>street-order</c>, <c>sanitation</c> …).
/// </summary>
public sealed record CaseClass(string Code, string Name, string NameZh, string Edition, string Family, bool IsComponent)
{
    /// <summary>The lowest tier that has the power to solve such a case, or null when any has.</summary>
    public Tier? Power { get; init; }

    /// <summary>Whether lives or property are in danger until somebody comes (突发事件).</summary>
    public bool IsEmergency { get; init; }

    /// <summary>The grid to which such cases belong.</summary>
    public ServiceGrid Service { get; init; } = ServiceGrid.City;
}
