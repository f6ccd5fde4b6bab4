namespace GridCity.Benchmarks.Orleans;

/// <summary>What a first attempt with Orleans looks like: a cell that writes its whole state on every report.</summary>
public interface IPlainGrain : IGrainWithStringKey
{
    /// <summary>Adds a report and writes the state.</summary>
    Task<int> ReportAsync(string id, string text);
}

/// <summary>The state of such a cell: the last reports.</summary>
public sealed class PlainState
{
    /// <summary>How many reports there were.</summary>
    public int Count { get; set; }

    /// <summary>The open ones, as far as they are kept.</summary>
    public List<string> Open { get; set; } = [];
}

/// <inheritdoc/>
public sealed class PlainGrain([PersistentState("plain", "plain")] IPersistentState<PlainState> state) : Grain, IPlainGrain
{
    private const int OpenMax = 8;

    /// <inheritdoc/>
    public async Task<int> ReportAsync(string id, string text)
    {
        state.State.Count++;
        state.State.Open.Add(id + " " + text);
        if (state.State.Open.Count > OpenMax)
        {
            state.State.Open.RemoveAt(0);
        }
        await state.WriteStateAsync();
        return state.State.Count;
    }
}
