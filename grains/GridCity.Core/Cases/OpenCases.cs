using System.Collections;
using System.Runtime.InteropServices;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <summary>
/// The open cases of a cell, in no order. Every report asks all of them for their class, those of its own how far away they
/// are, and most are asked no more: marks, places and numbers lie side by side, so that a look at the neighbours does not wait
/// for memory at each case.
/// </summary>
internal sealed class OpenCases : IReadOnlyCollection<Case>
{
    private readonly List<Entry> _entries = [];
    private readonly List<byte> _marks = [];

    public int Count => _entries.Count;

    public Case? Find(CaseId id)
    {
        var index = IndexOf(id);
        return index < 0 ? null : _entries[index].Case;
    }

    public void Put(Case item)
    {
        var entry = new Entry(item.Id, item.Place, item);
        var index = IndexOf(item.Id);
        if (index < 0)
        {
            _entries.Add(entry);
            _marks.Add(ClassMark.Of(item.Report.Class));
        }
        else
        {
            // A case keeps its class, and so its mark, to its end.
            _entries[index] = entry;
        }
    }

    public void Remove(CaseId id)
    {
        var index = IndexOf(id);
        if (index >= 0)
        {
            (_entries[index], _marks[index]) = (_entries[^1], _marks[^1]);
            _entries.RemoveAt(_entries.Count - 1);
            _marks.RemoveAt(_marks.Count - 1);
        }
    }

    /// <summary>Adds those that might be the same problem as a report.</summary>
    public void FindSame(Report report, PlanePoint place, Policy policy, ICollection<Sighting> found)
    {
        var mark = ClassMark.Of(report.Class);
        var marks = CollectionsMarshal.AsSpan(_marks);
        for (var at = ClassMark.Find(mark, marks, 0); at >= 0; at = ClassMark.Find(mark, marks, at + 1))
        {
            ref readonly var entry = ref CollectionsMarshal.AsSpan(_entries)[at];
            if (Duplicates.IsNear(policy, place, entry.Place) && Duplicates.IsSame(policy, report, entry.Case.Report))
            {
                found.Add(new Sighting(entry.Id, entry.Case.Report.Class, entry.Place, entry.Case.Report.SeenAt));
            }
        }
    }

    public IEnumerator<Case> GetEnumerator()
    {
        foreach (var entry in _entries)
        {
            yield return entry.Case;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(CaseId id)
    {
        var entries = CollectionsMarshal.AsSpan(_entries);
        for (var index = 0; index < entries.Length; index++)
        {
            if (entries[index].Id == id)
            {
                return index;
            }
        }
        return -1;
    }

    private readonly record struct Entry(CaseId Id, PlanePoint Place, Case Case);
}
