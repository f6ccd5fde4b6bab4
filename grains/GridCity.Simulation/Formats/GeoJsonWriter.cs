using System.Buffers;
using System.Buffers.Text;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using GridCity.Core.Space;

namespace GridCity.Simulation.Formats;

/// <summary>
/// Writes GeoJSON with one feature a line, so that line numbers in faults are of use, and 8 decimals of a degree, which
/// is about a millimetre. A name that ends in <c>.gz</c> is packed. Disposing it ends the file.
/// </summary>
public sealed class GeoJsonWriter : IDisposable
{
    private static readonly JsonWriterOptions Options = new()
    {
        // The files are read as data, never put into a page, and names in Chinese should stay legible.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly Stream _stream;
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _json;
    private bool _hasFeatures;

    /// <summary>Begins a file, replacing one that was there.</summary>
    public GeoJsonWriter(string path)
    {
        Stream stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        _stream = path.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(stream, CompressionLevel.Optimal)
            : stream;
        _json = new Utf8JsonWriter(_buffer, Options);
        _stream.Write("{\"type\":\"FeatureCollection\",\"features\":["u8);
    }

    /// <summary>Writes all features of a layer to a file.</summary>
    public static void WriteAll(string path, IEnumerable<GeoFeature> features)
    {
        using var writer = new GeoJsonWriter(path);
        foreach (var feature in features)
        {
            writer.Write(feature);
        }
    }

    /// <summary>Writes one feature on a line of its own.</summary>
    public void Write(GeoFeature feature)
    {
        _stream.Write(_hasFeatures ? ",\n"u8 : "\n"u8);
        _hasFeatures = true;
        _json.WriteStartObject();
        _json.WriteString("type"u8, "Feature"u8);
        if (feature.Id is not null)
        {
            _json.WriteString("id"u8, feature.Id);
        }
        _json.WriteStartObject("properties"u8);
        foreach (var (name, value) in feature.Properties)
        {
            _json.WriteString(name, value);
        }
        _json.WriteEndObject();
        WriteShape(feature.Shape);
        _json.WriteEndObject();
        _json.Flush();
        _stream.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
        _json.Reset();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Write("\n]}\n"u8);
        _json.Dispose();
        _stream.Dispose();
    }

    private void WriteShape(GeoShape shape)
    {
        _json.WriteStartObject("geometry"u8);
        _json.WriteString("type"u8, shape.Kind.ToString());
        _json.WritePropertyName("coordinates"u8);
        switch (shape.Kind)
        {
            case GeoKind.Point:
                WritePosition(shape.Parts[0][0][0]);
                break;
            case GeoKind.LineString:
                WriteLine(shape.Parts[0][0]);
                break;
            case GeoKind.MultiPolygon:
                _json.WriteStartArray();
                foreach (var part in shape.Parts)
                {
                    WriteLines(part);
                }
                _json.WriteEndArray();
                break;
            default:
                WriteLines(shape.Parts[0]);
                break;
        }
        _json.WriteEndObject();
    }

    private void WriteLines(IReadOnlyList<GeoPoint[]> lines)
    {
        _json.WriteStartArray();
        foreach (var line in lines)
        {
            WriteLine(line);
        }
        _json.WriteEndArray();
    }

    private void WriteLine(GeoPoint[] line)
    {
        _json.WriteStartArray();
        foreach (var point in line)
        {
            WritePosition(point);
        }
        _json.WriteEndArray();
    }

    private void WritePosition(GeoPoint point)
    {
        Span<byte> text = stackalloc byte[64];
        text[0] = (byte)'[';
        var length = 1 + Degrees(point.Longitude, text[1..]);
        text[length++] = (byte)',';
        length += Degrees(point.Latitude, text[length..]);
        text[length++] = (byte)']';
        _json.WriteRawValue(text[..length], skipInputValidation: true);
    }

    private static int Degrees(double value, Span<byte> text)
    {
        if (!Utf8Formatter.TryFormat(value, text, out var length, new StandardFormat('F', 8)))
        {
            throw new InvalidOperationException($"{value:R} is not a number of degrees.");
        }
        while (text[length - 1] == (byte)'0')
        {
            length--;
        }
        return text[length - 1] == (byte)'.' ? length - 1 : length;
    }
}
