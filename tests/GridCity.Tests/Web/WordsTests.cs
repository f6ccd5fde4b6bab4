using System.Text.Json;
using GridCity.Core.Cases;
using GridCity.Tests.House;
using Xunit;

namespace GridCity.Tests.Web;

/// <summary>The words of the pages for what the server refuses.</summary>
public sealed class WordsTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public void Every_refusal_has_words(string language)
    {
        var words = JsonSerializer.Deserialize<Dictionary<string, string>>(
            File.ReadAllText(Path.Combine(Repository.Root, "silo", "wwwroot", "i18n", $"{language}.json")))!;
        Assert.Empty(Enum.GetNames<RefusalCode>().Select(name => $"refusal.{name}").Except(words.Keys));
    }
}
