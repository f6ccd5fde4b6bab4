using GridCity.Silo;
using Xunit;

namespace GridCity.Tests.Operation;

/// <summary>What the server says of words of its command line that it cannot use.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--speed", "fast", "--speed is a number from 0.1 to 20000, not 'fast'.")]
    [InlineData("--speed", "NaN", "--speed is a number from 0.1 to 20000, not 'NaN'.")]
    [InlineData("--speed", "1e99", "--speed is a number from 0.1 to 20000, not '1e99'.")]
    [InlineData("--port", "http", "--port is a number from 0 to 65535, not 'http'.")]
    [InlineData("--port", "65536", "--port is a number from 0 to 65535, not '65536'.")]
    [InlineData("--port", "99999999999", "--port is a number from 0 to 65535, not '99999999999'.")]
    public void A_number_that_is_none_or_out_of_its_bounds_is_an_error_in_words(string option, string word, string expected) =>
        Assert.Equal([expected], CommandLine.Build(NeverAsync).Parse([option, word]).Errors.Select(error => error.Message));

    private static Task<int> NeverAsync(SiloOptions options, CancellationToken stop) =>
        throw new InvalidOperationException("Nothing is started here.");
}
