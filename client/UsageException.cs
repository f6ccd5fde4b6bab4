namespace GridCity.Client;

/// <summary>The command cannot be carried out as it was given; the message says what to give instead.</summary>
internal sealed class UsageException(string message) : Exception(message);
