using System.Buffers;
using GridCity.Journal.Codec;
using Npgsql;
using NpgsqlTypes;

namespace GridCity.Journal.Postgres;

/// <summary>
/// Entries as arrays, one for each column of <see cref="EntryRow.Columns"/>. All texts lie in one buffer, which is used
/// again: one batch is on its way at a time.
/// </summary>
internal sealed class EntryColumns : IDisposable
{
    /// <summary>The types of the arrays, in the order of <see cref="EntryRow.Columns"/>.</summary>
    public static readonly IReadOnlyList<string> Types =
        ["bigint", "text", "integer", "bigint", "uuid", "text", "text", "text", "bigint"];

    private readonly EntrySum _sum = new();
    private readonly ArrayBufferWriter<byte> _bytes = new(64 * 1024);
    private long[] _positions = [];
    private int[] _seqs = [];
    private long[] _times = [];
    private Guid[] _commands = [];
    private Range[] _texts = [];

    /// <summary>The sums of the entries, by which they are known again.</summary>
    public long[] Sums { get; private set; } = [];

    /// <summary>The first position.</summary>
    public long First => _positions.Length > 0 ? _positions[0] : 1;

    public void Fill(IReadOnlyList<Entry> entries)
    {
        var count = entries.Count;
        (_positions, _seqs, _times) = (new long[count], new int[count], new long[count]);
        (_commands, Sums, _texts) = (new Guid[count], new long[count], new Range[count * 4]);
        _bytes.ResetWrittenCount();
        for (var index = 0; index < count; index++)
        {
            Fill(index, entries[index]);
        }
    }

    public void AddTo(NpgsqlParameterCollection parameters)
    {
        parameters.Add(new NpgsqlParameter<long[]> { TypedValue = _positions });
        parameters.Add(Texts(0));
        parameters.Add(new NpgsqlParameter<int[]> { TypedValue = _seqs });
        parameters.Add(new NpgsqlParameter<long[]> { TypedValue = _times });
        parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = _commands });
        parameters.Add(Texts(1));
        parameters.Add(Texts(2));
        parameters.Add(Texts(3));
        parameters.Add(new NpgsqlParameter<long[]> { TypedValue = Sums });
    }

    public void Dispose() => _sum.Dispose();

    private void Fill(int index, Entry entry)
    {
        Span<byte> code = stackalloc byte[CodeText.CaseLengthMax];
        Span<byte> command = stackalloc byte[16];
        entry.Command.TryWriteBytes(command, bigEndian: true, out _);
        var texts = _texts.AsSpan(index * 4, 4);
        texts[0] = Write(CodeText.WriteCell(entry.Cell, code));
        texts[1] = Write(EventKinds.Of(entry.Event).Bytes);
        texts[2] = Write(CodeText.WriteCase(entry.Case, code));
        var start = _bytes.WrittenCount;
        EventCodec.Encode(entry.Event, _bytes);
        texts[3] = start.._bytes.WrittenCount;
        var bytes = _bytes.WrittenSpan;
        _positions[index] = entry.Position;
        _seqs[index] = entry.Seq;
        _times[index] = TimeColumn.Of(entry.At);
        _commands[index] = entry.Command;
        Sums[index] = _sum.Of(
            entry.Position, entry.Seq, _times[index], command, bytes[texts[0]], bytes[texts[1]], bytes[texts[2]], bytes[texts[3]]);
    }

    private Range Write(ReadOnlySpan<byte> text)
    {
        var start = _bytes.WrittenCount;
        _bytes.Write(text);
        return start.._bytes.WrittenCount;
    }

    private NpgsqlParameter Texts(int column)
    {
        var bytes = _bytes.WrittenMemory;
        var values = new ReadOnlyMemory<byte>[_positions.Length];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = bytes[_texts[(index * 4) + column]];
        }
        return new NpgsqlParameter<ReadOnlyMemory<byte>[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
    }
}
