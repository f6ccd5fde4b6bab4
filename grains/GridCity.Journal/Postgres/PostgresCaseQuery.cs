using System.Text;
using GridCity.Core.Space;
using GridCity.Journal.Codec;
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
        // Partial indices need the very same words in the query.
        sql.Append(filter.OpenOnly ? " AND stage < 8" : "").Append(filter.OverdueOnly ? " AND is_overdue" : "");
        sql.Append(" ORDER BY opened DESC LIMIT ").Append(Next(filter.Limit));
        target.CommandText = sql.ToString();

        string Next<T>(T value)
        {
            target.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
            return "$" + target.Parameters.Count;
        }
    }
}
