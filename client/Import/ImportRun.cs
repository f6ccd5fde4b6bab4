using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using GridCity.Client.Api;
using GridCity.Simulation.Replay;

namespace GridCity.Client.Import;

/// <summary>How an import goes about its work.</summary>
internal sealed record ImportPlan
{
    /// <summary>How many rows travel together.</summary>
    public int BatchRows { get; init; } = 1_000;

    /// <summary>How many rows to read at most.</summary>
    public long RowsMax { get; init; } = long.MaxValue;

    /// <summary>Whether good rows go in although others are bad.</summary>
    public bool KeepsGoing { get; init; }
}

/// <summary>
/// One import: a thread reads rows into batches, a few batches at a time are on their way to the server, and their
/// answers are taken in the order of the file.
/// </summary>
internal sealed class ImportRun(
    RowReader rows,
    ImportPlan plan,
    ImportTally tally,
    Func<IReadOnlyList<ReportRequest>, CancellationToken, Task<BatchAnswer>>? send,
    Action<RowFault>? keepBad)
{
    private const int BatchesInFlightMax = 4;
    private const int BatchesWaitingMax = 2;

    // Set by the side that sends: the side that reads has no reason to go on.
    private volatile bool _isEnding;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Imports until the end of the file, or until a row forbids to go on.</summary>
    /// <exception cref="ProblemException">The server refused a whole batch.</exception>
    /// <exception cref="ServerUnreachableException">The server could not be reached any more.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        var batches = Channel.CreateBounded<RowBatch>(
            new BoundedChannelOptions(BatchesWaitingMax) { SingleReader = true, SingleWriter = true });
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var reading = Task.Run(() => ReadAsync(batches.Writer, ending.Token), ending.Token);
        try
        {
            await SendAsync(batches.Reader, stop);
            await reading;
        }
        finally
        {
            // After a failure the reader may wait for room that nobody makes any more.
            await ending.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        _failure?.Throw();
    }

    private async Task ReadAsync(ChannelWriter<RowBatch> batches, CancellationToken stop)
    {
        try
        {
            var mayGoOn = true;
            while (mayGoOn)
            {
                var batch = new RowBatch();
                mayGoOn = Fill(batch);
                if (batch.Count > 0)
                {
                    await batches.WriteAsync(batch, stop);
                }
            }
        }
        finally
        {
            batches.Complete();
        }
    }

    private bool Fill(RowBatch batch)
    {
        while (batch.Count < plan.BatchRows)
        {
            if (_isEnding || tally.Rows >= plan.RowsMax || !TryRead(out var isDamaged))
            {
                return false;
            }
            if (isDamaged)
            {
                return Forbid(batch, null);
            }
            tally.CountRow();
            batch.Add(rows);
            if (rows.Fault is { } fault && !plan.KeepsGoing)
            {
                return Forbid(batch, $"The row at line {fault.Line} is bad; --keep-going goes on over bad rows.");
            }
        }
        return true;
    }

    private bool TryRead(out bool isDamaged)
    {
        isDamaged = false;
        try
        {
            return rows.Read();
        }
        catch (SourceException fault)
        {
            tally.EndedBecause = fault.Message;
            return isDamaged = true;
        }
    }

    // Ends the reading; a batch that met a fault is not sent unless the user wants to go on over faults.
    private bool Forbid(RowBatch batch, string? because)
    {
        tally.EndedBecause ??= because;
        if (!plan.KeepsGoing)
        {
            batch.Forget();
        }
        return false;
    }

    private async Task SendAsync(ChannelReader<RowBatch> batches, CancellationToken stop)
    {
        var underWay = new Queue<(RowBatch Batch, Task<BatchAnswer?> Answer)>();
        try
        {
            await foreach (var batch in batches.ReadAllAsync(stop))
            {
                if (underWay.Count == BatchesInFlightMax)
                {
                    await TakeNextAsync(underWay);
                }
                if (!_isEnding)
                {
                    underWay.Enqueue((batch, AnswerAsync(batch, stop)));
                }
            }
        }
        finally
        {
            // What is under way may have been done: its answers count, whatever became of the others.
            while (underWay.Count > 0)
            {
                await TakeNextAsync(underWay);
            }
        }
    }

    private async Task<BatchAnswer?> AnswerAsync(RowBatch batch, CancellationToken stop) =>
        send is null || batch.Reports.Count == 0 ? null : await send(batch.Reports, stop);

    private async Task TakeNextAsync(Queue<(RowBatch Batch, Task<BatchAnswer?> Answer)> underWay)
    {
        var (batch, answer) = underWay.Dequeue();
        try
        {
            Take(batch, await answer);
        }
        catch (Exception fault)
            when (fault is ProblemException or ServerUnreachableException or OperationCanceledException)
        {
            _failure ??= ExceptionDispatchInfo.Capture(fault);
            _isEnding = true;
        }
    }

    private void Take(RowBatch batch, BatchAnswer? answer)
    {
        tally.CountAnswer(answer, batch);
        foreach (var fault in batch.FaultsWith(answer))
        {
            tally.CountFault(fault);
            keepBad?.Invoke(fault);
        }
        if (answer?.Refused > 0 && !plan.KeepsGoing)
        {
            tally.EndedBecause ??= "The server refused a row; --keep-going goes on over refused rows.";
            _isEnding = true;
        }
    }
}
