namespace GridCity.Simulation.Formats;

/// <summary>Turns offsets into line numbers; offsets that grow cost one pass over the file together.</summary>
internal ref struct LineCounter
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _offset;
    private int _line;

    public LineCounter(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _offset = 0;
        _line = 1;
    }

    /// <summary>The line, from 1, in which the byte at an offset stands.</summary>
    public int LineOf(long offset)
    {
        var target = (int)Math.Min(offset, _bytes.Length);
        if (target < _offset)
        {
            (_offset, _line) = (0, 1);
        }
        _line += _bytes[_offset..target].Count((byte)'\n');
        _offset = target;
        return _line;
    }
}
