namespace GridCity.Simulation.Pages;

/// <summary>The languages of a page. Zero is never stored.</summary>
public enum Language
{
    /// <summary>Chinese (中文).</summary>
    Chinese = 1,

    /// <summary>English.</summary>
    English = 2,
}

/// <summary>What a page says in both languages. <c>default</c> says nothing.</summary>
internal readonly record struct Say(string En, string Zh)
{
    /// <summary>Names, numbers and codes are the same in both.</summary>
    public static implicit operator Say(string same) => new(same, same);

    /// <summary>One text after another.</summary>
    public static Say operator +(Say left, Say right) => new(left.En + right.En, left.Zh + right.Zh);

    /// <summary>Whether there is nothing to say.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(En) && string.IsNullOrEmpty(Zh);

    /// <summary>The text in a language.</summary>
    public string In(Language language) => (language == Language.Chinese ? Zh : En) ?? string.Empty;

    /// <summary>Texts with commas between them.</summary>
    public static Say List(IEnumerable<Say> texts)
    {
        var all = texts.ToList();
        return new Say(string.Join(", ", all.Select(text => text.En)), string.Join("、", all.Select(text => text.Zh)));
    }
}
