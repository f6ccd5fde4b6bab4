namespace GridCity.Core.Water;

/// <summary>
/// One measured value: the parameter as <see cref="WaterParameters"/> abbreviates it (<c>COD</c>, <c>NH3-N</c>, <c>DO</c> …),
/// the number, and its unit (<c>mg/L</c>, <c>cm</c>, <c>mV</c>, <c>1/L</c>; empty for pH).
/// </summary>
public sealed record Measurement(string Parameter, double Value, string Unit);
