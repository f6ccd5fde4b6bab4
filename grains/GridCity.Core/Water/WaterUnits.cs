namespace GridCity.Core.Water;

/// <summary>The units that a laboratory may use, and what they are in the unit of the table.</summary>
internal static class WaterUnits
{
    private static readonly Dictionary<string, string[]> Accepted = new(StringComparer.Ordinal)
    {
        [""] = [""],
        // The micro sign, the Greek letter, and what keyboards have instead.
        ["mg/L"] = ["mg/L", "µg/L", "μg/L", "ug/L"],
        ["cm"] = ["cm", "m"],
        ["1/L"] = ["1/L", "MPN/L", "CFU/L", "个/L"],
        ["°C"] = ["°C", "℃"],
        ["%"] = ["%"],
        ["mV"] = ["mV"],
    };

    /// <summary>The units in which a parameter may be given, the one it is kept in first.</summary>
    public static IReadOnlyList<string> Of(WaterParameter parameter) => Accepted[parameter.Unit];

    /// <summary>The value in the parameter's own unit, or null when it is given in none that is accepted.</summary>
    public static double? Convert(WaterParameter parameter, Measurement measured)
    {
        if (!Accepted[parameter.Unit].AsSpan().Contains(measured.Unit))
        {
            return null;
        }
        // Divided, not multiplied by a thousandth, so that 150 µg/L is exactly the limit of 0.15 mg/L.
        return measured.Unit switch
        {
            "µg/L" or "μg/L" or "ug/L" => measured.Value / 1_000,
            "m" => Math.Round(measured.Value * 100, 6),
            _ => measured.Value,
        };
    }
}
