namespace GridCity.Journal.Verify;

/// <summary>What to do about faults of the file.</summary>
internal static class Remedies
{
    public const string Restore = "Restore the file from a copy, or export the entries before this one.";

    public const string RestoreTable = "The entries themselves are whole; restore the file from a copy to mend the table.";
}
