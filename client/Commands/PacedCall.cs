using System.Text;
using GridCity.Client.Api;
using GridCity.Core.Cases;
using GridCity.Journal;

namespace GridCity.Client.Commands;

/// <summary>A call to other bodies that is open, with who has not come yet and who has no grade yet.</summary>
internal sealed record PacedCall(int Number, HashSet<string> Missing, HashSet<string> Ungraded)
{
    /// <summary>The open calls of a case, as its life tells.</summary>
    public static IReadOnlyCollection<PacedCall> OpenOf(CaseLife life)
    {
        var open = new Dictionary<int, PacedCall>();
        foreach (var entry in life.Entries)
        {
            if (EventCodec.TryDecode(Encoding.UTF8.GetBytes(entry.Kind), Encoding.UTF8.GetBytes(entry.Body.GetRawText()), out var happened, out _))
            {
                Fold(open, happened);
            }
        }
        return open.Values;
    }

    private static void Fold(Dictionary<int, PacedCall> open, CaseEvent happened)
    {
        switch (happened)
        {
            case CallMade made:
                open[made.Number] = new PacedCall(made.Number, [.. made.Parties], [.. made.Parties]);
                break;
            case CallAnswered answered:
                open[answered.Number].Missing.Remove(answered.Party);
                break;
            case CallGraded graded:
                open[graded.Number].Ungraded.Remove(graded.Party);
                break;
            case CallClosed closed:
                open.Remove(closed.Number);
                break;
        }
    }
}
