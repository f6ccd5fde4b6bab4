using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using GridCity.Core.Cases;
using GridCity.Journal.Codec;

namespace GridCity.Journal;

/// <summary>
/// Events to and from the journal's form: a kind (a stable name with a version) and a JSON body. Old kinds are upgraded
/// on reading. The form is written down in <c>docs/journal-format.md</c> and pinned by golden files. Thread-safe.
/// </summary>
public static class EventCodec
{
    /// <summary>All kinds that this version writes, the way of every case first, what belongs to no case last.</summary>
    public static IReadOnlyList<string> Kinds => EventKinds.All;

    /// <summary>The kind of an event, such as <c>case.reported.2</c>.</summary>
    public static string KindOf(CaseEvent happened) => EventKinds.Of(happened).Name;

    /// <summary>
    /// Writes the body of an event. Halves of surrogate pairs become U+FFFD; everything else comes back as it was.
    /// </summary>
    /// <exception cref="ArgumentException">A number is not finite, or an enum has no word in the format.</exception>
    public static void Encode(CaseEvent happened, IBufferWriter<byte> body) => EventWriter.Write(happened, body);

    /// <summary>Reads an event, or says why it cannot be read. Never throws for whatever the bytes hold.</summary>
    public static bool TryDecode(
        ReadOnlySpan<byte> kind,
        ReadOnlySpan<byte> body,
        [NotNullWhen(true)] out CaseEvent? happened,
        [NotNullWhen(false)] out UnreadEvent? unread) => EventUpgrades.Current.TryRead(kind, body, out happened, out unread);

    /// <summary>Reads an event.</summary>
    /// <exception cref="JournalFaultException">The kind is not known or the body is broken.</exception>
    public static CaseEvent Decode(string kind, ReadOnlySpan<byte> body) =>
        TryDecode(Encoding.UTF8.GetBytes(kind), body, out var happened, out var unread)
            ? happened
            : throw new JournalFaultException(new JournalFault(null, default, unread.Kind, unread.What, unread.Remedy));
}
