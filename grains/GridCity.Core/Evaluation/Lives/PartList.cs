namespace GridCity.Core.Evaluation;

/// <summary>A list of small structs that is filled and emptied a million times without making garbage.</summary>
internal sealed class PartList<T>
    where T : struct
{
    private T[] _items = new T[4];

    public int Count { get; private set; }

    public ref T this[int index] => ref _items[index];

    public ref T Last => ref _items[Count - 1];

    public ReadOnlySpan<T> AsSpan() => _items.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(in T item)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count * 2);
        }
        _items[Count++] = item;
    }
}
