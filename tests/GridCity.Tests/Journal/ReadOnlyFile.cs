using System.Diagnostics;
using Xunit;

namespace GridCity.Tests.Journal;

/// <summary>
/// Takes everybody's right to write a file for as long as it lives. The superuser of Linux is not held by permissions,
/// but by the immutable attribute; where neither works the test is skipped.
/// </summary>
internal sealed class ReadOnlyFile : IDisposable
{
    private readonly string _path;

    private ReadOnlyFile(string path) => _path = path;

    public static ReadOnlyFile Make(string path)
    {
        var file = new ReadOnlyFile(path);
        File.SetAttributes(path, FileAttributes.ReadOnly);
        if (CanWrite(path) && OperatingSystem.IsLinux())
        {
            ChangeAttribute("+i", path);
        }
        if (CanWrite(path))
        {
            file.Dispose();
            Assert.Skip("This user may write any file here.");
        }
        return file;
    }

    public void Dispose()
    {
        if (OperatingSystem.IsLinux())
        {
            ChangeAttribute("-i", _path);
        }
        File.SetAttributes(_path, FileAttributes.Normal);
    }

    private static void ChangeAttribute(string change, string path)
    {
        const string script = "command -v chattr >/dev/null && chattr \"$1\" \"$2\" 2>/dev/null";
        var start = new ProcessStartInfo("/bin/sh", ["-c", script, "sh", change, path]);
        using var process = Process.Start(start)!;
        process.WaitForExit();
    }

    private static bool CanWrite(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
