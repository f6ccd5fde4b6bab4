using System.Globalization;
using System.Text;
using GridCity.Core.Space;
using GridCity.Journal.Codec;

namespace GridCity.Journal.Sqlite;

/// <summary>The SQL of a <see cref="CaseFilter"/>: the same shape of filter gives the same text, so it is prepared once.</summary>
internal static class CaseQuery
{
    private const int Cell = 1, AreaFrom = 2, AreaTo = 3, Unit = 4, Class = 5, Before = 6, Limit = 7, TierIs = 8, Inspector = 9;
    private const int Channel = 10, DueBefore = 11, West = 12, South = 13, East = 14, North = 15, FirstStage = 16;

    public static string Of(CaseFilter filter)
    {
        var sql = new StringBuilder($"SELECT {CaseColumns.Names} FROM cases WHERE opened < ?{Before}");
        Add(filter.Cell is not null, $"cell = ?{Cell}");
        // The plus keeps SQLite from gathering and sorting a whole street by the index over cells: it walks from the newest
        // case downwards and stops when the page is full.
        Add(filter.Area is { Tier: not Tier.City }, $"+cell BETWEEN ?{AreaFrom} AND ?{AreaTo}");
        Add(filter.Unit is not null, $"unit = ?{Unit}");
        Add(filter.Class is not null, $"class = ?{Class}");
        Add(filter.OpenOnly || filter.DueBefore is not null, JournalSchema.IsOpen);
        Add(filter.OverdueOnly, JournalSchema.IsOverdue);
        Add(filter.SupervisedOnly, JournalSchema.IsSupervised);
        Add(filter.Tier is not null, $"tier = ?{TierIs}");
        Add(filter.CallsOpenOnly, JournalSchema.HasOpenCalls);
        Add(filter.Inspector is not null, $"inspector = ?{Inspector} AND {JournalSchema.HasLooker}");
        Add(filter.UntakenOnly, JournalSchema.IsUntaken);
        Add(filter.Channel is not null, $"channel = ?{Channel}");
        Add(filter.DueBefore is not null, $"due < ?{DueBefore}");
        Add(filter.Box is not null, $"lon BETWEEN ?{West} AND ?{East} AND lat BETWEEN ?{South} AND ?{North}");
        if (filter.Stages is { } stages)
        {
            var list = string.Join(", ", Enumerable.Range(FirstStage, stages.Count).Select(place => $"?{place}"));
            Add(true, $"stage IN ({list})");
        }
        return sql.Append(CultureInfo.InvariantCulture, $" ORDER BY opened DESC LIMIT ?{Limit}").ToString();

        void Add(bool isAsked, string condition)
        {
            if (isAsked)
            {
                sql.Append(" AND ").Append(condition);
            }
        }
    }

    public static void Bind(SqliteStatement target, CaseFilter filter)
    {
        Span<byte> code = stackalloc byte[CodeText.CellLength];
        target.Bind(Before, filter.Before ?? long.MaxValue);
        target.Bind(Limit, filter.Limit);
        if (filter.Cell is { } cell)
        {
            target.BindText(Cell, CodeText.WriteCell(cell, code));
        }
        if (filter.Area is { Tier: not Tier.City } area)
        {
            var prefix = area.ToString();
            target.BindText(AreaFrom, prefix.PadRight(CodeText.CellLength, '0'));
            target.BindText(AreaTo, prefix.PadRight(CodeText.CellLength, '9'));
        }
        if (filter.Unit is not null)
        {
            target.BindText(Unit, filter.Unit);
        }
        if (filter.Class is not null)
        {
            target.BindText(Class, filter.Class);
        }
        BindWork(target, filter);
        for (var index = 0; index < filter.Stages?.Count; index++)
        {
            target.Bind(FirstStage + index, (long)filter.Stages[index]);
        }
    }

    private static void BindWork(SqliteStatement target, CaseFilter filter)
    {
        if (filter.Tier is { } tier)
        {
            target.Bind(TierIs, (long)tier);
        }
        if (filter.Inspector is not null)
        {
            target.BindText(Inspector, filter.Inspector);
        }
        if (filter.Channel is not null)
        {
            target.BindText(Channel, filter.Channel);
        }
        if (filter.Box is { } box)
        {
            target.Bind(West, box.West);
            target.Bind(South, box.South);
            target.Bind(East, box.East);
            target.Bind(North, box.North);
        }
        if (filter.DueBefore is { } due)
        {
            // The column has whole milliseconds: one that began before this moment is before it.
            target.Bind(DueBefore, TimeColumn.After(due));
        }
    }
}
