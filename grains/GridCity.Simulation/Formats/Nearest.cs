namespace GridCity.Simulation.Formats;

/// <summary>Finds the known word that a mistyped one probably meant, so that a fault can say it.</summary>
public static class Nearest
{
    /// <summary>A phrase such as <c> Did you mean 'units'?</c>, or nothing when no known word is near.</summary>
    public static string Hint(string word, IEnumerable<string> known)
    {
        var best = string.Empty;
        var bestDistance = Math.Max(2, word.Length / 3) + 1;
        foreach (var candidate in known)
        {
            // Longer words cannot be near enough; the table of distances would only cost time.
            if (Math.Abs(candidate.Length - word.Length) < bestDistance && word.Length <= 64)
            {
                var distance = Distance(word, candidate);
                if (distance < bestDistance)
                {
                    (best, bestDistance) = (candidate, distance);
                }
            }
        }
        return best.Length == 0 ? string.Empty : $" Did you mean '{best}'?";
    }

    /// <summary>How many letters have to be put in, taken out or changed (Levenshtein).</summary>
    private static int Distance(string from, string to)
    {
        var row = new int[to.Length + 1];
        for (var column = 0; column <= to.Length; column++)
        {
            row[column] = column;
        }
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var isSame = char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]);
                var changed = diagonal + (isSame ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[to.Length];
    }
}
