namespace GridCity.Simulation.Replay;

/// <summary>A file or mapping cannot be used as it was given; the message says what to give instead.</summary>
public sealed class InputException(string message) : Exception(message);
