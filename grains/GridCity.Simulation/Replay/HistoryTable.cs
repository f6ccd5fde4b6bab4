using System.Buffers.Binary;
using System.Text;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Simulation.Engine;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Replay;

/// <summary>
/// A history in memory, some 90 bytes a row, so that ten million cases fit in a gigabyte: files are in no order that could
/// be relied on, and a replay needs them by time.
/// </summary>
internal sealed class HistoryTable
{
    private const int ChunkRows = 1 << 14;
    private const int ChunkBytes = 1 << 20;
    private const long None = long.MinValue;

    private readonly List<Row[]> _chunks = [];
    private readonly List<byte[]> _keys = [];
    private readonly List<string> _words = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private int[] _order = [];
    private int _keyBytes = ChunkBytes;

    /// <summary>How many rows there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them are replayed.</summary>
    public int Replayed => _order.Length;

    /// <summary>The first time of a report.</summary>
    public long First => _order.Length == 0 ? 0 : At(_order[0]).OpenedAt;

    /// <summary>
    /// The last time of anything of the reports that were made from a moment on and before another; the smallest number when
    /// there are none.
    /// </summary>
    public long LastOf(long from, long until)
    {
        var last = long.MinValue;
        foreach (var index in _order)
        {
            ref readonly var row = ref At(index);
            if (row.OpenedAt >= from && row.OpenedAt < until)
            {
                last = Math.Max(last, Math.Max(row.OpenedAt, row.ClosedAt));
            }
        }
        return last;
    }

    /// <summary>How many reports were made from a moment on and before another, and when the first and the last of them.</summary>
    public (int Count, long First, long Last) Within(long from, long until)
    {
        var (count, first, last) = (0, long.MaxValue, long.MinValue);
        foreach (var index in _order)
        {
            var at = At(index).OpenedAt;
            if (at >= from && at < until)
            {
                (count, first, last) = (count + 1, Math.Min(first, at), at);
            }
        }
        return (count, first, last);
    }

    /// <summary>Adds a row that was reported and closed at these moments, or never closed.</summary>
    public void Add(MappedRow row, long openedAt, long? closedAt)
    {
        if (Count % ChunkRows == 0)
        {
            _chunks.Add(new Row[ChunkRows]);
        }
        var (chunk, offset, length) = Keep(row.Key);
        At(Count) = new Row
        {
            Id = row.Id,
            OpenedAt = openedAt,
            ClosedAt = closedAt ?? None,
            FiledAt = row.FiledAt?.ToUnixTimeMilliseconds() ?? None,
            Longitude = row.Longitude,
            Latitude = row.Latitude,
            Class = NumberOf(row.Class),
            Condition = row.Condition is null ? -1 : NumberOf(row.Condition),
            Channel = NumberOf(row.Channel),
            By = row.By is null ? -1 : NumberOf(row.By),
            KeyChunk = chunk,
            KeyOffset = offset,
            KeyLength = (ushort)length,
            Frame = (byte)(row.Frame ?? 0),
            End = (byte)row.End,
            Returns = row.Returns,
            Reworks = row.Reworks,
        };
        Count++;
    }

    /// <summary>Puts the rows into the order of their times; of rows with one id only those are kept that the rule says.</summary>
    public void Seal(RepeatedKey rule, HistoryAccount account)
    {
        // Two sorts of millions of rows, which have nothing to do with each other.
        var repeated = Task.Run(() => Repeated(rule, account));
        var order = InOrderOfTime();
        var isLeftOut = repeated.GetAwaiter().GetResult();
        _order = isLeftOut.Count == 0 ? order : Array.FindAll(order, index => !isLeftOut.Contains(index));
        account.Replayed = _order.Length;
    }

    private int[] InOrderOfTime()
    {
        var order = new int[Count];
        var times = new long[Count];
        var isInOrder = true;
        for (var index = 0; index < Count; index++)
        {
            (order[index], times[index]) = (index, At(index).OpenedAt);
            isInOrder &= index == 0 || times[index - 1] <= times[index];
        }
        if (!isInOrder)
        {
            Array.Sort(times, order);
            KeepOrderOfFile(times, order);
        }
        return order;
    }

    // Rows of one moment stay in the order of the file.
    private static void KeepOrderOfFile(ReadOnlySpan<long> times, Span<int> order)
    {
        for (var first = 0; first < times.Length;)
        {
            var end = first + 1;
            while (end < times.Length && times[end] == times[first])
            {
                end++;
            }
            order[first..end].Sort();
            first = end;
        }
    }

    // The rows that are left out because another has their id; beside the ids nothing is compared.
    private HashSet<int> Repeated(RepeatedKey rule, HistoryAccount account)
    {
        var ids = new (Guid Id, int Index)[Count];
        for (var index = 0; index < ids.Length; index++)
        {
            ids[index] = (At(index).Id, index);
        }
        Array.Sort(ids);
        var leftOut = new HashSet<int>();
        for (var index = 1; index < ids.Length; index++)
        {
            if (ids[index].Id != ids[index - 1].Id)
            {
                continue;
            }
            account.Repeated++;
            if (rule is not RepeatedKey.Each)
            {
                leftOut.Add(rule != RepeatedKey.Last ? ids[index].Index : ids[index - 1].Index);
            }
        }
        return leftOut;
    }

    /// <summary>
    /// Makes rows with one id the events of one life: the first is the report, and it is closed at the last closing or, where
    /// none is written, at the last event. The others are as rows with a repeated key of which the first counts.
    /// </summary>
    public void JoinLives(bool hasClosings, HistoryAccount account)
    {
        var firsts = new Dictionary<Guid, int>();
        for (var index = 0; index < Count; index++)
        {
            ref readonly var row = ref At(index);
            if (!firsts.TryGetValue(row.Id, out var known))
            {
                firsts.Add(row.Id, index);
                At(index).ClosedAt = hasClosings ? row.ClosedAt : row.OpenedAt;
                continue;
            }
            ref var life = ref At(known);
            life.ClosedAt = Math.Max(life.ClosedAt, hasClosings ? row.ClosedAt : row.OpenedAt);
            life.OpenedAt = Math.Min(life.OpenedAt, row.OpenedAt);
            life.Returns = (byte)Math.Min(byte.MaxValue, life.Returns + row.Returns);
            life.Reworks = (byte)Math.Min(byte.MaxValue, life.Reworks + row.Reworks);
            life.End = life.End == (byte)RecordedEnd.Case ? row.End : life.End;
        }
        foreach (var index in firsts.Values)
        {
            ref var life = ref At(index);
            account.NeverClosed += life.ClosedAt == None ? 1 : 0;
            if (life.ClosedAt != None && life.ClosedAt < life.OpenedAt)
            {
                account.ClosedBeforeReported++;
                life.ClosedAt = life.OpenedAt;
            }
        }
    }

    /// <summary>Puts rows without a place somewhere into the city, which follows from their id.</summary>
    public void ScatterPlaces(City city)
    {
        var stream = new RandomStream(0);
        Span<byte> id = stackalloc byte[16];
        for (var index = 0; index < Count; index++)
        {
            ref var row = ref At(index);
            if (double.IsNaN(row.Longitude))
            {
                row.Id.TryWriteBytes(id);
                stream.Reset(BinaryPrimitives.ReadUInt64LittleEndian(id));
                var point = city.Plane.ToGeo(Somewhere(city.Grid, stream));
                (row.Longitude, row.Latitude, row.Frame) = (point.Longitude, point.Latitude, (byte)Frame.Wgs84);
            }
        }
    }

    // A cell's box is not the cell: what falls beside the city is drawn again.
    private static PlanePoint Somewhere(Grid grid, RandomStream stream)
    {
        while (true)
        {
            var box = grid.BoundsOf(stream.Next(grid.Count));
            var x = box.MinX + (stream.NextDouble() * (box.MaxX - box.MinX));
            var point = new PlanePoint(x, box.MinY + (stream.NextDouble() * (box.MaxY - box.MinY)));
            if (grid.Locate(point) >= 0)
            {
                return point;
            }
        }
    }

    /// <summary>Gives rows without a place that of another row of their class, chosen by their key.</summary>
    public void BorrowPlaces()
    {
        var places = new Dictionary<int, List<int>>();
        for (var index = 0; index < Count; index++)
        {
            if (!double.IsNaN(At(index).Longitude))
            {
                if (!places.TryGetValue(At(index).Class, out var ofClass))
                {
                    places.Add(At(index).Class, ofClass = []);
                }
                ofClass.Add(index);
            }
        }
        for (var index = 0; index < Count; index++)
        {
            ref var row = ref At(index);
            if (double.IsNaN(row.Longitude) && places.TryGetValue(row.Class, out var ofClass))
            {
                ref readonly var lender = ref At(ofClass[(int)(unchecked((uint)row.Id.GetHashCode()) % (uint)ofClass.Count)]);
                (row.Longitude, row.Latitude) = (lender.Longitude, lender.Latitude);
            }
        }
    }

    /// <summary>The report of a place in the order of time.</summary>
    public PlannedReport Planned(int place)
    {
        var index = _order[place];
        ref readonly var row = ref At(index);
        var by = row.By >= 0 && Actor.TryParse(_words[row.By], out var known) ? known : new Actor(Role.Public, "history");
        var draft = new ReportDraft(
            _words[row.Class],
            row.Condition < 0 ? null : _words[row.Condition],
            _words[row.Channel],
            row.Longitude,
            row.Latitude,
            row.Frame == 0 ? null : (Frame)row.Frame,
            null,
            null,
            DateTimeOffset.FromUnixTimeMilliseconds(row.OpenedAt),
            Encoding.UTF8.GetString(_keys[row.KeyChunk], row.KeyOffset, row.KeyLength));
        return new PlannedReport(index, row.OpenedAt, row.Id, by, draft)
        {
            ClosedAt = row.ClosedAt == None ? null : row.ClosedAt,
            FiledAt = row.FiledAt == None ? null : row.FiledAt,
            IsRecordedDuplicate = row.End == (byte)RecordedEnd.Duplicate,
            IsRecordedRejection = row.End == (byte)RecordedEnd.Rejected,
            RecordedReturns = row.Returns,
            RecordedReworks = row.Reworks,
        };
    }

    private ref Row At(int index) => ref _chunks[index / ChunkRows][index % ChunkRows];

    private int NumberOf(string word)
    {
        if (!_numbers.TryGetValue(word, out var number))
        {
            _numbers.Add(word, number = _words.Count);
            _words.Add(word);
        }
        return number;
    }

    private (int Chunk, int Offset, int Length) Keep(string key)
    {
        var length = Math.Min(Encoding.UTF8.GetByteCount(key), Intake.ReferenceLengthMax);
        if (_keyBytes + (4 * Intake.ReferenceLengthMax) > ChunkBytes)
        {
            _keys.Add(new byte[ChunkBytes]);
            _keyBytes = 0;
        }
        var shown = length == key.Length || key.Length <= Intake.ReferenceLengthMax ? key : key[..Intake.ReferenceLengthMax];
        var offset = _keyBytes;
        length = Encoding.UTF8.GetBytes(shown, _keys[^1].AsSpan(offset));
        _keyBytes += length;
        return (_keys.Count - 1, offset, length);
    }

    private record struct Row
    {
        public Guid Id;
        public long OpenedAt;
        public long ClosedAt;
        public long FiledAt;
        public double Longitude;
        public double Latitude;
        public int Class;
        public int Condition;
        public int Channel;
        public int By;
        public int KeyChunk;
        public int KeyOffset;
        public ushort KeyLength;
        public byte Frame;
        public byte End;
        public byte Returns;
        public byte Reworks;
    }
}
