namespace GridCity.Journal.Verify;

/// <summary>What to do about faults of a journal.</summary>
internal static class Remedies
{
    public const string Restore = "Restore the journal from a copy, or export the entries before this one.";

    public const string RestoreTable = "The entries themselves are whole; restore the journal from a copy to mend the table.";
}
