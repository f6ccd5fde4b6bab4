using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using GridCity.Tests.House;
using Microsoft.Data.Sqlite;

namespace GridCity.Tests.RealCities;

/// <summary>
/// A raw historical file as a table of SQLite, with the few functions that its questions need. It shares no line with the
/// reading, the rules or the folding of a replay; what it knows of them stands in the SQL that asks.
/// </summary>
internal sealed class HistorySql : IDisposable
{
    private readonly SqliteConnection _database = new("Data Source=:memory:");
    private readonly TimeZoneInfo _zone;

    public HistorySql(string file, string zone)
    {
        _zone = TimeZoneInfo.FindSystemTimeZoneById(zone);
        _database.Open();
        _database.CreateFunction<string?, string, long?>("instant", Instant);
        _database.CreateFunction<long, string>("local", Local);
        _database.CreateFunction<string, string, double>("luck1", (channel, key) => Luck(channel, key).First);
        _database.CreateFunction<string, string, double>("luck2", (channel, key) => Luck(channel, key).Second);
        _database.CreateFunction<double, double, double, double, double>("metres", Metres);
        Load("raw", new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
    }

    public void Dispose() => _database.Dispose();

    /// <summary>Loads a table of an example.</summary>
    public void LoadExample(string example, string name) =>
        Load(name, File.OpenRead(Path.Combine(Repository.Root, "examples", example, name + ".csv")));

    /// <summary>Runs statements.</summary>
    public void Run(string sql)
    {
        using var command = _database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The rows that a question gives, each as its values.</summary>
    public List<object[]> Ask(string sql)
    {
        using var command = _database.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
        return rows;
    }

    private void Load(string name, Stream content)
    {
        using var csv = CsvReader.Create(content, new CsvReaderOptions(), leaveOpen: false);
        var columns = csv.Headers.ToList();
        Run($"CREATE TABLE {name} (row INTEGER PRIMARY KEY, {string.Join(", ", columns.Select(column => $"\"{column}\" TEXT"))})");
        using var transaction = _database.BeginTransaction();
        using var insert = _database.CreateCommand();
        insert.CommandText = $"INSERT INTO {name} VALUES (NULL, {string.Join(", ", columns.Select((_, index) => $"$p{index}"))})";
        var parameters = columns.Select((_, index) => insert.Parameters.Add($"$p{index}", SqliteType.Text)).ToList();
        while (csv.Read())
        {
            for (var index = 0; index < columns.Count; index++)
            {
                parameters[index].Value = csv.GetString(index) ?? string.Empty;
            }
            insert.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    // Milliseconds since 1970 of a local time; nothing of nothing.
    private long? Instant(string? text, string layout)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }
        var local = DateTime.ParseExact(text, layout, CultureInfo.InvariantCulture);
        while (_zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }
        return new DateTimeOffset(local, _zone.GetUtcOffset(local)).ToUnixTimeMilliseconds();
    }

    private string Local(long instant) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(instant), _zone)
        .ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    // docs/simulation.md: where in its day a row without a time lies follows from the hash of its channel and key.
    private static (double First, double Second) Luck(string channel, string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(channel + "\u001F" + key));
        const double all = 4_294_967_296;
        return (((hash[0] << 24 | hash[1] << 16 | hash[2] << 8 | hash[3]) & 0xFFFFFFFFL) / all,
            ((hash[15] << 24 | hash[14] << 16 | hash[13] << 8 | hash[12]) & 0xFFFFFFFFL) / all);
    }

    private static double Metres(double longitude, double latitude, double otherLongitude, double otherLatitude)
    {
        const double radius = 6_371_008.8;
        var (one, other) = (latitude * Math.PI / 180, otherLatitude * Math.PI / 180);
        var half = Math.Pow(Math.Sin((other - one) / 2), 2)
            + (Math.Cos(one) * Math.Cos(other) * Math.Pow(Math.Sin((otherLongitude - longitude) * Math.PI / 360), 2));
        return 2 * radius * Math.Asin(Math.Sqrt(half));
    }
}
