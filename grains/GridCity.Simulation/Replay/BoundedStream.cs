
namespace GridCity.Simulation.Replay;

/// <summary>
/// A stream that refuses to become larger than it may: in all, and, for packed files, in proportion to what was packed.
/// </summary>
/// <param name="inner">The unpacked bytes.</param>
/// <param name="bytesMax">How many there may be.</param>
/// <param name="packedBytes">How many packed bytes have been read, or none when the file is not packed.</param>
internal sealed class BoundedStream(Stream inner, long bytesMax, Func<long>? packedBytes) : Stream
{
    // Tables pack ten- to thirtyfold; deflate ends near a thousandfold, where only bombs are. Small files may do as
    // they like.
    private const long RatioMax = 200;
    private const long FreeBytes = 16L << 20;

    private long _count;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => _count;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => Counted(inner.Read(buffer));

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }
        base.Dispose(disposing);
    }

    private int Counted(int read)
    {
        _count += read;
        if (_count > bytesMax)
        {
            throw new SourceException(
                string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"The file holds more than {bytesMax:N0} bytes; allow more with --max-bytes."));
        }
        if (packedBytes is not null && _count > FreeBytes && _count / RatioMax > packedBytes())
        {
            throw new SourceException(
                $"The file unpacks to more than {RatioMax} times its size, as no table does:"
                + " it is taken for a gzip bomb.");
        }
        return read;
    }
}

/// <summary>The file cannot be read to its end; the message says where and why.</summary>
public sealed class SourceException(string message, Exception? cause = null) : Exception(message, cause);
