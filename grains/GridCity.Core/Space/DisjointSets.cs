namespace GridCity.Core.Space;

/// <summary>Which of some numbered things have been joined.</summary>
internal sealed class DisjointSets
{
    private readonly int[] _parents;

    public DisjointSets(int count)
    {
        _parents = new int[count];
        for (var i = 0; i < count; i++)
            _parents[i] = i;
    }

    /// <summary>The thing that stands for all that are joined with this one.</summary>
    public int Find(int thing)
    {
        while (_parents[thing] != thing)
            thing = _parents[thing] = _parents[_parents[thing]];
        return thing;
    }

    /// <summary>Joins the set of one thing to that of another, which stands for both.</summary>
    public void Join(int thing, int to) => _parents[Find(thing)] = Find(to);
}
