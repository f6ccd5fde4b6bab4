using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.FileProviders;

namespace GridCity.Silo.Http;

/// <summary>The pages: static files beside the program, packed once for all who take them packed.</summary>
internal static class Pages
{
    private const string Revalidated = "no-cache";

    // A style sheet may be a list of others; it is sent as one, because each answer costs a browser some milliseconds.
    private const string ImportBegin = "@import \"";
    private const string ImportEnd = "\";";

    private static readonly Dictionary<string, string> TypesOfTexts = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html",
        [".css"] = "text/css",
        [".js"] = "text/javascript",
        [".json"] = "application/json",
        [".svg"] = "image/svg+xml",
        [".webmanifest"] = "application/manifest+json",
    };

    /// <summary>The folder of the pages: beside the program, or in the project when it runs from there.</summary>
    public static string Root => Path.Combine(AppContext.BaseDirectory, "wwwroot");

    /// <summary>Serves them.</summary>
    public static void Use(WebApplication app)
    {
        if (!Directory.Exists(Root))
        {
            return;
        }
        var files = new PhysicalFileProvider(Root);
        var texts = new ConcurrentDictionary<string, (DateTimeOffset Written, Packed Text)>(StringComparer.Ordinal);
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.Use(async (context, next) =>
        {
            var path = context.Request.Path.Value ?? string.Empty;
            if (TypesOfTexts.TryGetValue(Path.GetExtension(path), out var type)
                && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
                && files.GetFileInfo(path) is { Exists: true, IsDirectory: false } file)
            {
                await Find(texts, file).SendAsync(context, type, Revalidated);
                return;
            }
            await next(context);
        });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            OnPrepareResponse = sent => sent.Context.Response.Headers.CacheControl = Revalidated,
        });
    }

    // Many addresses may lead to one file; what is kept is one for each file, and is made anew when the file changes.
    private static Packed Find(ConcurrentDictionary<string, (DateTimeOffset Written, Packed Text)> texts, IFileInfo file)
    {
        var path = file.PhysicalPath!;
        if (texts.TryGetValue(path, out var known) && known.Written == file.LastModified)
        {
            return known.Text;
        }
        var text = Packed.Small(path.EndsWith(".css", StringComparison.Ordinal) ? ReadSheet(path) : File.ReadAllBytes(path));
        texts[path] = (file.LastModified, text);
        return text;
    }

    private static byte[] ReadSheet(string path) => Encoding.UTF8.GetBytes(string.Concat(File.ReadLines(path).Select(line =>
        line.StartsWith(ImportBegin, StringComparison.Ordinal) && line.EndsWith(ImportEnd, StringComparison.Ordinal)
            ? File.ReadAllText(Path.Combine(Path.GetDirectoryName(path)!, line[ImportBegin.Length..^ImportEnd.Length]))
            : line + "\n")));
}
