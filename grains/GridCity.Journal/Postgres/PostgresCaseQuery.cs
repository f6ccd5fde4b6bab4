using System.Text;
using GridCity.Core.Space;
using GridCity.Journal.Codec;
using GridCity.Journal.Sqlite;
using Npgsql;

namespace GridCity.Journal.Postgres;

/// <summary>The SQL of a <see cref="CaseFilter"/>: the same shape of filter gives the same text, so it is prepared once.</summary>
internal static class PostgresCaseQuery
{
    public static void Write(CaseFilter filter, NpgsqlCommand target)
    {
        var sql = new StringBuilder($"SELECT {PostgresCaseColumns.Names} FROM gridcity.cases WHERE opened < ");
        sql.Append(Next(filter.Before ?? long.MaxValue));
        if (filter.Cell is { } cell)
        {
            sql.Append(" AND cell = ").Append(Next(cell.ToString()));
        }
        if (filter.Area is { Tier: not Tier.City } area)
        {
            var prefix = area.ToString();
            sql.Append(" AND cell BETWEEN ").Append(Next(prefix.PadRight(CodeText.CellLength, '0')))
                .Append(" AND ").Append(Next(prefix.PadRight(CodeText.CellLength, '9')));
        }
        if (filter.Unit is { } unit)
        {
            sql.Append(" AND unit = ").Append(Next(PostgresText.Write(unit)!));
        }
        if (filter.Class is { } kind)
        {
            sql.Append(" AND class = ").Append(Next(PostgresText.Write(kind)!));
        }
        if (filter.Stages is { } stages)
        {
            sql.Append(" AND stage = ANY (").Append(Next(stages.Select(stage => (int)stage).ToArray())).Append(')');
        }
        if (filter.Tier is { } tier)
        {
            sql.Append(" AND tier = ").Append(Next((int)tier));
        }
        if (filter.Inspector is { } inspector)
        {
            sql.Append($" AND {JournalSchema.HasLooker} AND inspector = ").Append(Next(PostgresText.Write(inspector)!));
        }
        if (filter.Channel is { } channel)
        {
            sql.Append(" AND channel = ").Append(Next(PostgresText.Write(channel)!));
        }
        if (filter.DueBefore is { } due)
        {
            // The column has whole milliseconds: one that began before this moment is before it.
            sql.Append(" AND due < ").Append(Next(TimeColumn.After(due)));
        }
        if (filter.Box is { } box)
        {
            sql.Append(" AND lon BETWEEN ").Append(Next(box.West)).Append(" AND ").Append(Next(box.East))
                .Append(" AND lat BETWEEN ").Append(Next(box.South)).Append(" AND ").Append(Next(box.North));
        }
        // Partial indices need the very same words in the query.
        Add(filter.OpenOnly || filter.DueBefore is not null, JournalSchema.IsOpen);
        Add(filter.OverdueOnly, "is_overdue");
        Add(filter.SupervisedOnly, "is_supervised");
        Add(filter.CallsOpenOnly, JournalSchema.HasOpenCalls);
        Add(filter.UntakenOnly, JournalSchema.IsUntaken);
        sql.Append(" ORDER BY opened DESC LIMIT ").Append(Next(filter.Limit));
        target.CommandText = sql.ToString();

        void Add(bool isAsked, string condition) => sql.Append(isAsked ? " AND " + condition : "");

        string Next<T>(T value)
        {
            target.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
            return "$" + target.Parameters.Count;
        }
    }
}
