using GridCity.Core.Space;

namespace GridCity.Journal;

/// <summary>An entry cannot be read; nothing after it may be trusted to follow from what is before it.</summary>
public sealed class JournalFaultException(JournalFault fault) : Exception(fault.ToString())
{
    /// <summary>Where, what, and what to do.</summary>
    public JournalFault Fault { get; } = fault;
}

/// <summary>
/// Somebody else has appended for this cell: whoever tried holds a stale cell, and nothing of the batch was written.
/// </summary>
public sealed class JournalConflictException(CellCode cell, string message) : Exception(message)
{
    /// <summary>The cell whose next sequence number is taken.</summary>
    public CellCode Cell { get; } = cell;
}

/// <summary>
/// The journal cannot be opened, read or written; the message is a plain sentence for the operator. After a failed
/// append nothing of the batch is there, unless <see cref="IJournal.LastPosition"/> says that it is.
/// </summary>
public sealed class JournalUnavailableException : Exception
{
    /// <summary>Makes the exception with a plain sentence.</summary>
    public JournalUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a plain sentence and what lies under it.</summary>
    public JournalUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
