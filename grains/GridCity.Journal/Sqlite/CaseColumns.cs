using System.Text;
using System.Text.Unicode;
using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Journal.Codec;

namespace GridCity.Journal.Sqlite;

/// <summary>A row of the table of cases to and from a statement's parameters and columns, which have the same order.</summary>
internal static class CaseColumns
{
    /// <summary>How many columns there are.</summary>
    public const int Count = 36;

    public const string Names =
        """
        opened, id, command, cell, updated, stage, class, channel, lon, lat, seen_at, reported_at, filed_at, dispatched_at,
        due, unit, rule, is_overdue, reworks, redispatches, ended_at, duplicate_of, second_cell, reference, text,
        condition, edition, source, tier, is_supervised, extensions, open_calls, grade, repeats, inspector, task
        """;

    /// <summary>
    /// Puts a row in place of the one with the same first position. What a case never changes is not written again, so
    /// that the indices over it are left alone.
    /// </summary>
    public const string Upsert =
        $"""
        INSERT INTO cases ({Names})
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,
            ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25,
            ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36)
        ON CONFLICT (opened) DO UPDATE SET
            cell = ?4, updated = ?5, stage = ?6, class = ?7, lon = ?9, lat = ?10, filed_at = ?13, dispatched_at = ?14,
            due = ?15, unit = ?16, rule = ?17, is_overdue = ?18, reworks = ?19, redispatches = ?20, ended_at = ?21,
            duplicate_of = ?22, second_cell = ?23, tier = ?29, is_supervised = ?30, extensions = ?31, open_calls = ?32,
            grade = ?33, repeats = ?34, inspector = ?35, task = ?36
        """;

    public static void Bind(SqliteStatement target, CaseRow row)
    {
        Span<byte> code = stackalloc byte[CodeText.CaseLengthMax];
        Span<byte> command = stackalloc byte[16];
        row.Command.TryWriteBytes(command, bigEndian: true, out _);
        target.Bind(1, row.Opened);
        target.BindText(2, CodeText.WriteCase(row.Id, code));
        target.BindBlob(3, command);
        target.BindText(4, CodeText.WriteCell(row.Cell, code));
        target.Bind(5, row.Updated);
        target.Bind(6, (long)row.Stage);
        target.BindText(7, row.Class);
        target.BindText(8, row.Channel);
        target.Bind(9, row.Longitude);
        target.Bind(10, row.Latitude);
        target.Bind(11, TimeColumn.Of(row.SeenAt));
        target.Bind(12, TimeColumn.Of(row.ReportedAt));
        Bind(target, 13, row.FiledAt);
        Bind(target, 14, row.DispatchedAt);
        Bind(target, 15, row.Due);
        target.BindText(16, row.Unit);
        target.BindText(17, row.Rule);
        target.Bind(18, row.IsOverdue ? 1 : 0);
        target.Bind(19, row.Reworks);
        target.Bind(20, row.Redispatches);
        Bind(target, 21, row.EndedAt);
        target.BindOptional(22, row.DuplicateOf is { } original ? CodeText.WriteCase(original, code) : default);
        target.BindOptional(23, row.SecondCell is { } second ? CodeText.WriteCell(second, code) : default);
        target.BindText(24, row.Reference);
        target.BindText(25, row.Text);
        BindWork(target, row);
    }

    private static void BindWork(SqliteStatement target, CaseRow row)
    {
        target.BindText(26, row.Condition);
        target.BindText(27, row.Edition);
        target.BindText(28, row.Source);
        Bind(target, 29, (long?)row.Tier);
        target.Bind(30, row.IsSupervised ? 1 : 0);
        target.Bind(31, row.Extensions);
        target.Bind(32, row.OpenCalls);
        Bind(target, 33, (long?)row.Grade);
        target.Bind(34, row.Repeats);
        target.BindText(35, row.Inspector);
        target.Bind(36, (long)row.Task);
    }

    public static CaseRow Read(SqliteStatement source)
    {
        var opened = source.Long(0);
        var command = source.Bytes(2);
        if (!CodeText.TryReadCase(source.Bytes(1), out var id)
            || !CodeText.TryReadCell(source.Bytes(3), out var cell)
            || command.Length != 16)
        {
            throw new JournalFaultException(new JournalFault(
                opened,
                default,
                null,
                "The row of its case holds no case number, no cell or no command.",
                "Restore the file from a copy."));
        }
        return new CaseRow
        {
            Opened = opened,
            Id = id,
            Command = new Guid(command, bigEndian: true),
            Cell = cell,
            Updated = source.Long(4),
            Stage = (Stage)source.Int(5),
            Class = Word(source, 6)!,
            Channel = Word(source, 7)!,
            Longitude = source.Double(8),
            Latitude = source.Double(9),
            SeenAt = TimeColumn.Read(source.Long(10)),
            ReportedAt = TimeColumn.Read(source.Long(11)),
            FiledAt = Time(source, 12),
            DispatchedAt = Time(source, 13),
            Due = Time(source, 14),
            Unit = Word(source, 15),
            Rule = Word(source, 16),
            IsOverdue = source.Long(17) != 0,
            Reworks = source.Int(18),
            Redispatches = source.Int(19),
            EndedAt = Time(source, 20),
            DuplicateOf = CodeText.TryReadCase(source.Bytes(21), out var original) ? original : null,
            SecondCell = CodeText.TryReadCell(source.Bytes(22), out var second) ? second : null,
            Reference = Text(source, 23),
            Text = Text(source, 24)!,
            Condition = Word(source, 25),
            Edition = Word(source, 26),
            Source = Word(source, 27),
            Tier = source.IsNull(28) ? null : (Tier)source.Int(28),
            IsSupervised = source.Long(29) != 0,
            Extensions = source.Int(30),
            OpenCalls = source.Int(31),
            Grade = source.IsNull(32) ? null : (ItemGrade)source.Int(32),
            Repeats = source.Int(33),
            Inspector = Word(source, 34),
            Task = (TaskState)source.Int(35),
        };
    }

    private static void Bind(SqliteStatement target, int parameter, DateTimeOffset? time) =>
        Bind(target, parameter, time is { } value ? TimeColumn.Of(value) : null);

    private static void Bind(SqliteStatement target, int parameter, long? number)
    {
        if (number is { } value)
        {
            target.Bind(parameter, value);
        }
        else
        {
            target.BindNull(parameter);
        }
    }

    private static DateTimeOffset? Time(SqliteStatement source, int column) =>
        source.IsNull(column) ? null : TimeColumn.Read(source.Long(column));

    private static string? Text(SqliteStatement source, int column) =>
        source.IsNull(column) ? null : Encoding.UTF8.GetString(source.Bytes(column));

    // A damaged word is read as text is, so that the rows beside it can still be read.
    private static string? Word(SqliteStatement source, int column) =>
        source.IsNull(column) || !Utf8.IsValid(source.Bytes(column))
            ? Text(source, column)
            : WordPool.Current.Share(source.Bytes(column));
}
