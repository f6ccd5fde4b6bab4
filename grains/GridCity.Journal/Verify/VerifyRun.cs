using GridCity.Core.Space;

namespace GridCity.Journal.Verify;

/// <summary>
/// One verification. Workers take blocks of positions in turn, read and check them side by side, and fold them one after
/// the other in the order of the positions. One worker reads the table of cases first.
/// </summary>
internal sealed class VerifyRun : IDisposable
{
    private readonly VerifySource _source;
    private readonly VerifyOptions _options;
    private readonly CancellationToken _stop;
    private readonly FaultList _faults = new();
    private readonly Turnstile _turnstile = new();
    private readonly Refold _refold;
    private Dictionary<long, CaseMark> _table = [];
    private string? _failure;
    private long _taken = -1;

    public VerifyRun(VerifySource source, VerifyOptions options, CancellationToken stop)
    {
        _source = source;
        _options = options;
        _stop = stop;
        _refold = new Refold(new SnapshotCheck(source.Snapshots(_faults), options.Agrees, _faults), _faults);
    }

    public VerifyReport Execute()
    {
        ReadAll();
        _stop.ThrowIfCancellationRequested();
        if (_failure is null)
        {
            _refold.Finish();
            CompareCases();
        }
        else
        {
            TellFailure(_failure);
        }
        return new VerifyReport(
            _source.Header,
            _refold.Entries,
            _refold.Cells,
            _refold.Cases.Count,
            _refold.FirstAt,
            _refold.LastAt,
            _refold.TakeHash(),
            _faults.InOrder(),
            _faults.Count);
    }

    public void Dispose() => _refold.Dispose();

    private void ReadAll()
    {
        var workers = Enumerable.Range(0, Math.Max(1, _options.Workers)).Select(_ => _source.OpenBlocks()).ToList();
        try
        {
            Parallel.For(
                0,
                workers.Count,
                new ParallelOptions { MaxDegreeOfParallelism = workers.Count },
                worker => Work(workers[worker], isFirst: worker == 0));
        }
        finally
        {
            workers.ForEach(worker => worker.Dispose());
        }
    }

    private void Work(BlockReader blocks, bool isFirst)
    {
        var isFinished = false;
        try
        {
            if (isFirst)
            {
                _table = _source.Cases(_faults, _stop);
            }
            while (!_stop.IsCancellationRequested && TakeBlock(blocks))
            {
            }
            isFinished = true;
        }
        finally
        {
            // The others may wait for a block that this worker will not bring.
            if (!isFinished)
            {
                _turnstile.Close();
            }
        }
    }

    private bool TakeBlock(BlockReader blocks)
    {
        var number = Interlocked.Increment(ref _taken);
        if (Block.Before(number) >= _source.Last)
        {
            return false;
        }
        var block = blocks.Read(number, _source.Last);
        return _turnstile.Pass(number, () => Fold(block));
    }

    private bool Fold(Block block)
    {
        _refold.Add(block);
        _failure = block.Failure;
        _options.Progress?.Report(_refold.LastPosition);
        // Where damage hides the last position, an empty block is the end.
        return _failure is null && (block.Rows.Count > 0 || _source.Last < long.MaxValue);
    }

    private void CompareCases()
    {
        var unmade = 0;
        foreach (var (opened, mark) in _table)
        {
            if (!_refold.Cases.TryGetValue(opened, out var refolded))
            {
                unmade++;
                Disagree(opened, mark.Cell, "The table has a case that this entry opened, but the entries make none.");
            }
            else if (refolded != mark)
            {
                Disagree(opened, refolded.Cell, "The row of the case that this entry opened does not agree with its entries.");
            }
        }
        if (_refold.Cases.Count > _table.Count - unmade)
        {
            TellMissing();
        }
    }

    private void TellMissing()
    {
        foreach (var (opened, mark) in _refold.Cases)
        {
            if (!_table.ContainsKey(opened))
            {
                Disagree(opened, mark.Cell, "It opened a case that the table of cases does not have.");
            }
        }
    }

    private void Disagree(long opened, CellCode cell, string what)
    {
        if (!_refold.IsBroken(cell))
        {
            _faults.Add(new JournalFault(opened, cell, null, what, Remedies.RestoreTable));
        }
    }

    private void TellFailure(string failure)
    {
        var last = _refold.LastPosition;
        _faults.Add(new JournalFault(
            last, default, null, $"The journal cannot be read after it: {failure}", Remedies.Restore));
        foreach (var line in _source.CheckStore())
        {
            _faults.Add(new JournalFault(null, default, null, line, Remedies.Restore));
        }
    }
}
