using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Journal.Codec;
using GridCity.Journal.Verify;
using Npgsql;

namespace GridCity.Journal.Postgres;

/// <summary>
/// The columns of the table of cases, in one place: their order here is the order in which they are written and read. A
/// new one is one more line in <see cref="All"/>, one in <see cref="ReadColumns"/>, and one in the script of the schema.
/// </summary>
internal static class PostgresCaseColumns
{
    public static readonly IReadOnlyList<CaseColumn> All =
    [
        new CaseColumn<long>("opened", "bigint", row => row.Opened) { IsFixed = true },
        new CaseColumn<string>("id", "text", row => row.Id.ToString()) { IsFixed = true },
        new CaseColumn<Guid>("command", "uuid", row => row.Command) { IsFixed = true },
        new CaseColumn<string>("cell", "text", row => row.Cell.ToString()),
        new CaseColumn<long>("updated", "bigint", row => row.Updated),
        new CaseColumn<int>("stage", "integer", row => (int)row.Stage),
        new CaseColumn<string?>("class", "text", row => PostgresText.Write(row.Class)),
        new CaseColumn<string?>("channel", "text", row => PostgresText.Write(row.Channel)) { IsFixed = true },
        new CaseColumn<double>("lon", "double precision", row => row.Longitude),
        new CaseColumn<double>("lat", "double precision", row => row.Latitude),
        new CaseColumn<long>("seen_at", "bigint", row => TimeColumn.Of(row.SeenAt)) { IsFixed = true },
        new CaseColumn<long>("reported_at", "bigint", row => TimeColumn.Of(row.ReportedAt)) { IsFixed = true },
        new CaseColumn<long?>("filed_at", "bigint", row => Time(row.FiledAt)),
        new CaseColumn<long?>("dispatched_at", "bigint", row => Time(row.DispatchedAt)),
        new CaseColumn<long?>("due", "bigint", row => Time(row.Due)),
        new CaseColumn<string?>("unit", "text", row => PostgresText.Write(row.Unit)),
        new CaseColumn<string?>("rule", "text", row => PostgresText.Write(row.Rule)),
        new CaseColumn<bool>("is_overdue", "boolean", row => row.IsOverdue),
        new CaseColumn<int>("reworks", "integer", row => row.Reworks),
        new CaseColumn<int>("redispatches", "integer", row => row.Redispatches),
        new CaseColumn<long?>("ended_at", "bigint", row => Time(row.EndedAt)),
        new CaseColumn<string?>("duplicate_of", "text", row => row.DuplicateOf?.ToString()),
        new CaseColumn<string?>("second_cell", "text", row => row.SecondCell?.ToString()),
        new CaseColumn<string?>("reference", "text", row => PostgresText.Write(row.Reference)) { IsFixed = true },
        new CaseColumn<string?>("text", "text", row => PostgresText.Write(row.Text)) { IsFixed = true },
        new CaseColumn<string?>("condition", "text", row => PostgresText.Write(row.Condition)) { IsFixed = true },
        new CaseColumn<string?>("edition", "text", row => PostgresText.Write(row.Edition)) { IsFixed = true },
        new CaseColumn<string?>("source", "text", row => PostgresText.Write(row.Source)) { IsFixed = true },
        new CaseColumn<int?>("tier", "integer", row => (int?)row.Tier),
        new CaseColumn<bool>("is_supervised", "boolean", row => row.IsSupervised),
        new CaseColumn<int>("extensions", "integer", row => row.Extensions),
        new CaseColumn<int>("open_calls", "integer", row => row.OpenCalls),
        new CaseColumn<int?>("grade", "integer", row => (int?)row.Grade),
        new CaseColumn<int>("repeats", "integer", row => row.Repeats),
        new CaseColumn<string?>("inspector", "text", row => PostgresText.Write(row.Inspector)),
        new CaseColumn<int>("task", "integer", row => (int)row.Task),
    ];

    /// <summary>The names, as SELECT and INSERT list them.</summary>
    public static readonly string Names = string.Join(", ", All.Select(column => column.Name));

    /// <summary>What changes in a row that is already there; the rest of a case never does.</summary>
    public static readonly string Moves = string.Join(
        ", ", All.Where(column => !column.IsFixed).Select(column => $"{column.Name} = excluded.{column.Name}"));

    /// <summary>The row on which a reader of <see cref="Names"/> stands.</summary>
    /// <exception cref="JournalFaultException">It holds no case number or no cell.</exception>
    public static CaseRow Read(NpgsqlDataReader source)
    {
        try
        {
            return ReadColumns(source);
        }
        catch (FormatException fault)
        {
            throw new JournalFaultException(new JournalFault(
                source.GetInt64(0), default, null, $"The row of its case is damaged: {fault.Message}", Remedies.RestoreTable));
        }
    }

    private static long? Time(DateTimeOffset? time) => time is { } value ? TimeColumn.Of(value) : null;

    private static CaseRow ReadColumns(NpgsqlDataReader source)
    {
        var next = new Columns(source);
        return new CaseRow
        {
            Opened = next.Long()!.Value,
            Id = CaseId.Parse(next.Text()!),
            Command = next.Guid(),
            Cell = CellCode.Parse(next.Text()!),
            Updated = next.Long()!.Value,
            Stage = (Stage)next.Int(),
            Class = next.Text()!,
            Channel = next.Text()!,
            Longitude = next.Double(),
            Latitude = next.Double(),
            SeenAt = next.Time()!.Value,
            ReportedAt = next.Time()!.Value,
            FiledAt = next.Time(),
            DispatchedAt = next.Time(),
            Due = next.Time(),
            Unit = next.Text(),
            Rule = next.Text(),
            IsOverdue = next.Bool(),
            Reworks = next.Int(),
            Redispatches = next.Int(),
            EndedAt = next.Time(),
            DuplicateOf = next.Text() is { } original ? CaseId.Parse(original) : null,
            SecondCell = next.Text() is { } second ? CellCode.Parse(second) : null,
            Reference = next.Text(),
            Text = next.Text()!,
            Condition = next.Text(),
            Edition = next.Text(),
            Source = next.Text(),
            Tier = (Tier?)next.MaybeInt(),
            IsSupervised = next.Bool(),
            Extensions = next.Int(),
            OpenCalls = next.Int(),
            Grade = (ItemGrade?)next.MaybeInt(),
            Repeats = next.Int(),
            Inspector = next.Text(),
            Task = (TaskState)next.Int(),
        };
    }

    // Walks along the columns of a row, so that no place is counted by hand.
    private ref struct Columns(NpgsqlDataReader source)
    {
        private int _next;

        public long? Long() => Has(out var place) ? source.GetInt64(place) : null;

        public int Int() => source.GetInt32(_next++);

        public int? MaybeInt() => Has(out var place) ? source.GetInt32(place) : null;

        public bool Bool() => source.GetBoolean(_next++);

        public double Double() => source.GetDouble(_next++);

        public Guid Guid() => source.GetGuid(_next++);

        public string? Text() => Has(out var place) ? PostgresText.Read(source.GetString(place)) : null;

        public DateTimeOffset? Time() => Long() is { } value ? TimeColumn.Read(value) : null;

        private bool Has(out int place)
        {
            place = _next++;
            return !source.IsDBNull(place);
        }
    }
}

/// <summary>One column of the table of cases.</summary>
internal abstract record CaseColumn(string Name, string Type)
{
    /// <summary>Whether a case never changes it, so that it is written once.</summary>
    public bool IsFixed { get; init; }

    /// <summary>The column of all rows as one array.</summary>
    public abstract NpgsqlParameter Of(IReadOnlyList<CaseRow> rows);
}

/// <summary>One column of the table of cases, whose values are of a type.</summary>
internal sealed record CaseColumn<T>(string Name, string Type, Func<CaseRow, T> Value) : CaseColumn(Name, Type)
{
    public override NpgsqlParameter Of(IReadOnlyList<CaseRow> rows)
    {
        var values = new T[rows.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = Value(rows[index]);
        }
        return new NpgsqlParameter<T[]> { TypedValue = values };
    }
}
