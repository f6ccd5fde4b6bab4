using System.Buffers.Binary;
using GridCity.Core.Cities;
using GridCity.Simulation.Engine;

namespace GridCity.Simulation.Replay;

/// <summary>Reads a historical file by a mapping, counts what is odd, and does with it what the mapping says.</summary>
internal sealed class HistoryReader
{
    private const int FirstYear = 1950;
    private const int LastYear = 2200;
    private const int PartRows = 1 << 10;
    private const int PartKeysLength = 1 << 18;
    private const int PartsAhead = 4;
    private const int PartsBetweenLooks = 1 << 4;
    private const long MillisecondsPerHour = 3_600_000;

    private readonly Mapping _mapping;
    private readonly City _city;
    private readonly TimeRule _seen;
    private readonly Oddities _oddities;
    private readonly HistoryAccount _account = new();
    private readonly HistoryTable _table = new();

    private HistoryReader(Mapping mapping, City city)
    {
        _city = city;
        _mapping = mapping;
        _seen = mapping.SeenAt ?? throw new InputException("The mapping has no 'seenAt': a history needs the time of each report.");
        _oddities = mapping.Handled?.Oddities ?? new Oddities();
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">The mapping does not fit the file or the city, or not one row is a report.</exception>
    /// <exception cref="SourceException">The file cannot be read to its end.</exception>
    public static (HistoryTable Table, HistoryAccount Account) Read(
        string path, Mapping mapping, City city, long bytesMax, Action<double>? progress, CancellationToken stop)
    {
        CheckWords(mapping, city);
        var reader = new HistoryReader(mapping, city);
        using var source = SourceFile.Open(path, bytesMax);
        using var rows = new RowReader(source.Content, mapping, history: reader._account);
        reader.TakeAll(rows, () => (double)source.Position / source.Length, progress, stop);
        reader.End(path);
        return (reader._table, reader._account);
    }

    private static void CheckWords(Mapping mapping, City city)
    {
        var classes = mapping.Class.KnownValues.Where(word => !city.Classes.ContainsKey(word)).ToList();
        var channels = mapping.Channel.KnownValues.Where(word => !city.Channels.ContainsKey(word)).ToList();
        if (classes.Count + channels.Count > 0)
        {
            throw new InputException(
                $"The city {city.Id} does not know what the mapping names:"
                + (classes.Count == 0 ? string.Empty : " classes " + string.Join(", ", classes))
                + (channels.Count == 0 ? string.Empty : " channels " + string.Join(", ", channels)) + ".");
        }
    }

    // One thread reads the file; what a row comes to, and its place in the table, is for another.
    private void TakeAll(RowReader rows, Func<double> position, Action<double>? progress, CancellationToken stop)
    {
        using var taking = new Conveyor<List<ReadRow>>(TakePart, PartsAhead);
        var part = new List<ReadRow>(PartRows);
        var keysLength = 0;
        for (var parts = 0; rows.Read();)
        {
            part.Add(new ReadRow(rows.Line, rows.Report, rows.Fault));
            keysLength += rows.Report?.Key.Length ?? 0;
            if (part.Count < PartRows && keysLength < PartKeysLength)
            {
                continue;
            }
            taking.Add(part);
            (part, keysLength) = (new List<ReadRow>(PartRows), 0);
            if (++parts % PartsBetweenLooks == 0)
            {
                stop.ThrowIfCancellationRequested();
                progress?.Invoke(position());
            }
        }
        taking.Add(part);
        taking.Finish();
    }

    private void TakePart(List<ReadRow> part)
    {
        foreach (var row in part)
        {
            Take(row);
        }
    }

    private void Take(ReadRow read)
    {
        _account.Rows++;
        if (read.Report is not { } row)
        {
            _account.CountBad(read.Fault!);
            return;
        }
        if (row.SeenAt!.Value.Year is < FirstYear or > LastYear)
        {
            _account.CountBad(RowFault.Found(
                read.Line, _seen.Column, row.SeenAt.Value.ToString("O", null), $"a year from {FirstYear} to {LastYear}"));
            return;
        }
        var opened = row.SeenAt.Value.ToUnixTimeMilliseconds();
        var isDay = IsDay(row);
        var closed = row.ClosedAt?.ToUnixTimeMilliseconds();
        var closedFrom = row.IsClosedDayOnly ? closed : null;
        _account.ClosingDaysOnly += row.IsClosedDayOnly ? 1 : 0;
        if (_oddities.RepeatedKey == RepeatedKey.Life)
        {
            // How a life ended is known when all of its rows have been read.
        }
        else if (closed < opened && row.IsClosedDayOnly && IsOneDay(row))
        {
            // Closed later that day: its first moment stands for no time before the report.
            closed = opened;
        }
        else if (closed < opened)
        {
            closedFrom = null;
            _account.ClosedBeforeReported++;
            if (_oddities.EarlyClosing == EarlyClosing.Drop)
            {
                return;
            }
            closed = _oddities.EarlyClosing == EarlyClosing.AtOnce ? opened : null;
        }
        else if (closed == opened)
        {
            _account.ClosedAtOnce++;
        }
        else if (closed is null)
        {
            _account.NeverClosed++;
        }
        if (_oddities.Days == DayRule.Spread)
        {
            (opened, closed) = Spread(row.Id, isDay, opened, closed, closedFrom);
        }
        _table.Add(row, opened, closed);
    }

    private bool IsOneDay(MappedRow row)
    {
        var zone = _mapping.Handled!.Closed!.Zone;
        return TimeZoneInfo.ConvertTime(row.SeenAt!.Value, zone).Date == TimeZoneInfo.ConvertTime(row.ClosedAt!.Value, zone).Date;
    }

    private bool IsDay(MappedRow row)
    {
        var seen = row.SeenAt!.Value;
        if (row.IsDayOnly)
        {
            _account.DaysOnly++;
            return true;
        }
        // Distances from UTC are whole minutes: who has seconds is not at midnight, and the zone need not be asked.
        if (seen.Second != 0 || TimeZoneInfo.ConvertTime(seen, _seen.Zone).TimeOfDay != TimeSpan.Zero)
        {
            return false;
        }
        _account.Midnights++;
        return _oddities.IsMidnightADay;
    }

    // Two numbers of the id, which is a hash of the key, place the ends that are days in their days, the second after the first.
    private static (long Opened, long? Closed) Spread(Guid key, bool isDay, long opened, long? closed, long? closedFrom)
    {
        // An hour short, so that a day with a clock change is not left.
        const long day = 23 * MillisecondsPerHour;
        Span<byte> id = stackalloc byte[16];
        key.TryWriteBytes(id);
        var first = BinaryPrimitives.ReadUInt32LittleEndian(id) / (double)(1L << 32);
        var second = BinaryPrimitives.ReadUInt32LittleEndian(id[12..]) / (double)(1L << 32);
        var latest = closedFrom + day ?? closed ?? long.MaxValue;
        var begin = isDay ? opened + (long)(first * (Math.Min(opened + day, latest) - opened)) : opened;
        if (closedFrom is not { } closingDay)
        {
            return (begin, closed);
        }
        var earliest = Math.Max(begin, closingDay);
        return (begin, earliest + (long)(second * (Math.Max(earliest, latest) - earliest)));
    }

    private void End(string path)
    {
        if (_table.Count == 0)
        {
            throw new InputException(_account.Rows == 0
                ? $"'{path}' has no rows below its columns."
                : $"Not one of the {_account.Rows} rows of '{path}' is a report:\n  "
                    + string.Join("\n  ", _account.Faults.Take(5).Select(fault => $"{fault.Count} × {fault.Kind}; {string.Join("; ", fault.Examples)}")));
        }
        if (_oddities.MissingPlace == MissingPlace.Borrow)
        {
            _table.BorrowPlaces();
        }
        if (_oddities.MissingPlace == MissingPlace.Scatter)
        {
            _table.ScatterPlaces(_city);
        }
        if (_oddities.RepeatedKey == RepeatedKey.Life)
        {
            _table.JoinLives(_mapping.Handled?.Closed is not null, _account);
        }
        _table.Seal(_oddities.RepeatedKey, _account);
    }

    /// <summary>A row with its line: a report, or what is wrong with it.</summary>
    private readonly record struct ReadRow(long Line, MappedRow? Report, RowFault? Fault);
}
