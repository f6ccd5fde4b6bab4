using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace GridCity.Tests.Client;

/// <summary>A folder with files to import into a <see cref="SmallCity"/>.</summary>
internal sealed class ImportFiles : IDisposable
{
    public const string Head = "id,kind,lon,lat,words,seen\n";

    public const string Mapping = """
        key: { column: id }
        channel: { value: hotline }
        class:
          column: kind
          map: { Water: "06025", Rubbish*: "06010" }
        point: { lon: lon, lat: lat, frame: wgs84 }
        text: { columns: [kind, words], separator: " / " }
        seenAt: { column: seen, layouts: [MM/dd/yyyy hh:mm:ss tt, yyyy-MM-dd], zone: America/New_York }
        reference: { column: id }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gridcity-import-");

    /// <summary>The path of the folder.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The path of the mapping.</summary>
    public string MappingPath => Write("mapping.yaml", Mapping);

    /// <summary>A good row.</summary>
    public static string Row(int number) => $"r-{number},water,116.5,39.5,floating,12/25/2013 11:59:08 PM\n";

    /// <summary>Good rows with numbers.</summary>
    public static string Rows(int first, int count) => string.Concat(Enumerable.Range(first, count).Select(Row));

    public static byte[] Gzip(byte[] content, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level))
        {
            gzip.Write(content);
        }
        return packed.ToArray();
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(PathOf(name), bytes);
        return PathOf(name);
    }

    /// <summary>Imports a file into a city and gives the exit code and the summary for programs.</summary>
    public async Task<(int Code, JsonObject Summary)> ImportAsync(Uri? server, string file, params string[] options)
    {
        var shell = new Shell(server);
        var code = await shell.RunAsync(["import", file, "--mapping", MappingPath, "--json", .. options]);
        return (code, shell.Json);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
