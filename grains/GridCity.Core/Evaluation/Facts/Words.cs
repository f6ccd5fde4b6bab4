using GridCity.Core.Cases;

namespace GridCity.Core.Evaluation;

/// <summary>
/// Every name once: units, inspectors, classes and channels as words, and who acts as actors (a role and a word). Members of
/// the public are one actor, so that their names neither fill the memory nor reach a table.
/// </summary>
internal sealed class Words
{
    /// <summary>No word and no actor.</summary>
    public const int None = -1;

    private const int RoleShift = 27;
    private const int WordMask = (1 << RoleShift) - 1;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];

    public int Count => _words.Count;

    public string this[int word] => _words[word];

    public int Of(string? word)
    {
        if (word is null)
        {
            return None;
        }
        if (!_numbers.TryGetValue(word, out var number))
        {
            number = _words.Count;
            _words.Add(word);
            _numbers.Add(word, number);
        }
        return number;
    }

    public int Find(string word) => _numbers.GetValueOrDefault(word, None);

    public int Of(Actor actor) => ((int)actor.Role << RoleShift) | Of(actor.Role == Role.Public ? string.Empty : actor.Id);

    public Actor ActorOf(int actor) => new(RoleOf(actor), _words[WordOf(actor)]);

    public static Role RoleOf(int actor) => (Role)(actor >> RoleShift);

    public static int WordOf(int actor) => actor & WordMask;
}
