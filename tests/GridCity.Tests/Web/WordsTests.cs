using System.Text.Json;
using GridCity.Core.Cases;
using GridCity.Tests.House;
using Xunit;

namespace GridCity.Tests.Web;

/// <summary>The words of the pages, in both languages.</summary>
public sealed class WordsTests
{
    private readonly Dictionary<string, string> _english = Read("en");
    private readonly Dictionary<string, string> _chinese = Read("zh-CN");

    [Fact]
    public void Both_languages_have_the_same_keys()
    {
        Assert.Empty(_english.Keys.Except(_chinese.Keys));
        Assert.Empty(_chinese.Keys.Except(_english.Keys));
    }

    [Fact]
    public void Every_refusal_has_words() =>
        Assert.Empty(Enum.GetNames<RefusalCode>().Select(name => $"refusal.{name}").Except(_chinese.Keys));

    [Fact]
    public void What_stands_in_braces_is_the_same_in_both() => Assert.All(
        _english.Where(pair => pair.Key != "refusal.said"),
        pair => Assert.Equal(Braces(pair.Value), Braces(_chinese[pair.Key])));

    private static IEnumerable<string> Braces(string text) =>
        System.Text.RegularExpressions.Regex.Matches(text, @"\{\w+\}").Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

    private static Dictionary<string, string> Read(string language) => JsonSerializer.Deserialize<Dictionary<string, string>>(
        File.ReadAllText(Path.Combine(Repository.Root, "silo", "wwwroot", "i18n", $"{language}.json")))!;
}
