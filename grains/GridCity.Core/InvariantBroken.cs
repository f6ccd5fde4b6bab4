namespace GridCity.Core;

/// <summary>
/// Something that cannot be happened: a fault of the program or of a journal that it wrote. Never caught by the rules; the
/// host stops what it was about to do.
/// </summary>
public sealed class InvariantBroken : Exception
{
    /// <summary>Says what was found to be broken.</summary>
    public InvariantBroken(string message)
        : base(message)
    {
    }
}
