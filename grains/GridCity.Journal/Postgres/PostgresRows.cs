using GridCity.Journal.Codec;
using Npgsql;

namespace GridCity.Journal.Postgres;

/// <summary>Rows of the journal's table as PostgreSQL sends them. Used by one thread at a time.</summary>
internal sealed class PostgresRows : IDisposable
{
    private readonly EntrySum _sum = new();
    private byte[] _bytes = new byte[4096];
    private int _length;

    /// <summary>The entry of the row, after its sum has been found right.</summary>
    /// <exception cref="JournalFaultException">The row is damaged or of a kind that is not known.</exception>
    public Entry Read(NpgsqlDataReader source) => At(source).Read(_sum);

    /// <summary>The row on which a reader of <see cref="EntryRow.Columns"/> stands; good until the next one.</summary>
    public EntryRow At(NpgsqlDataReader source)
    {
        _length = 0;
        var cell = Bytes(source, 1);
        var command = Command(source.GetGuid(4));
        var kind = Bytes(source, 5);
        var subject = Bytes(source, 6);
        var body = Bytes(source, 7);
        return new EntryRow
        {
            Position = source.GetInt64(0),
            Cell = _bytes.AsSpan(cell),
            Seq = source.GetInt32(2),
            At = source.GetInt64(3),
            Command = _bytes.AsSpan(command),
            Kind = _bytes.AsSpan(kind),
            Case = _bytes.AsSpan(subject),
            Body = _bytes.AsSpan(body),
            Sum = source.GetInt64(8),
        };
    }

    public void Dispose() => _sum.Dispose();

    private Range Bytes(NpgsqlDataReader source, int column)
    {
        var length = (int)source.GetBytes(column, 0, null, 0, 0);
        var range = Reserve(length);
        source.GetBytes(column, 0, _bytes, range.Start.Value, length);
        return range;
    }

    private Range Command(Guid id)
    {
        var range = Reserve(16);
        id.TryWriteBytes(_bytes.AsSpan(range), bigEndian: true, out _);
        return range;
    }

    private Range Reserve(int length)
    {
        var start = _length;
        _length += length;
        if (_bytes.Length < _length)
        {
            Array.Resize(ref _bytes, _length * 2);
        }
        return start.._length;
    }
}
