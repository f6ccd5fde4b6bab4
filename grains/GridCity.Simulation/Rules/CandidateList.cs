using GridCity.Core.Rules;

namespace GridCity.Simulation.Rules;

/// <summary>Candidates for rules, in the order of how sure they are, and which of them stay.</summary>
internal sealed class CandidateList
{
    private readonly IReadOnlyList<PastCase> _cases;
    private readonly LearningOptions _options;
    private readonly List<Candidate> _ranked;

    // For every case the candidates that hold for it, the surest first.
    private readonly List<int>[] _candidatesOfCases;

    public CandidateList(IReadOnlyList<PastCase> cases, Places places, LearningOptions options)
    {
        _cases = cases;
        _options = options;
        var all = new Dictionary<(string Class, string Place), Candidate>();
        for (var index = 0; index < cases.Count; index++)
        {
            foreach (var (key, kind, place) in places.Of(cases[index].Question))
            {
                var name = cases[index].Question.Class;
                Add(all, (name, key), "class " + kind, place with { Classes = [name] }, index);
                if (key.Length > 0)
                {
                    Add(all, (string.Empty, key), kind, place, index);
                }
            }
        }
        var kinds = new CandidateKinds();
        foreach (var candidate in all.Values)
        {
            candidate.Choose(cases, kinds);
        }
        _ranked =
        [
            .. all.Values.Where(candidate => candidate.IsFit(options, kinds))
                .OrderByDescending(candidate => candidate.Sureness)
                .ThenByDescending(candidate => candidate.Cases.Count)
                .ThenBy(candidate => candidate.Key, StringComparer.Ordinal),
        ];
        _candidatesOfCases = [.. cases.Select(_ => new List<int>())];
        for (var rank = 0; rank < _ranked.Count; rank++)
        {
            foreach (var index in _ranked[rank].Cases)
            {
                _candidatesOfCases[index].Add(rank);
            }
        }
    }

    /// <summary>The rules that stay, in their order, with what they decide of the cases they were learned from.</summary>
    public IEnumerable<LearnedRule> Rules()
    {
        var stays = Cover();
        Prune(stays);
        var decided = Decided(stays);
        for (var rank = 0; rank < _ranked.Count; rank++)
        {
            if (stays[rank] && decided[rank].Count > 0)
            {
                var unit = _ranked[rank].Unit;
                yield return new LearnedRule(
                    new Rule { Id = string.Empty, When = _ranked[rank].Condition, Lead = unit },
                    decided[rank].Count,
                    decided[rank].Count(index => _cases[index].Unit == unit));
            }
        }
    }

    private static void Add(
        Dictionary<(string Class, string Place), Candidate> all, (string Class, string Place) key, string kind, RuleCondition condition, int index)
    {
        if (!all.TryGetValue(key, out var candidate))
        {
            all.Add(key, candidate = new Candidate($"{key.Class} {key.Place}", kind, condition));
        }
        candidate.Cases.Add(index);
    }

    /// <summary>
    /// From the surest down, a candidate stays that is right for a case which none before it decides. A class alone stays
    /// for now: where it is as good as a class in a place, it is the better rule for places not seen yet.
    /// </summary>
    private bool[] Cover()
    {
        var stays = new bool[_ranked.Count];
        var isDecided = new bool[_cases.Count];
        for (var rank = 0; rank < _ranked.Count; rank++)
        {
            var candidate = _ranked[rank];
            stays[rank] = candidate.Narrowness == 0 || candidate.Cases.Exists(index => !isDecided[index] && _cases[index].Unit == candidate.Unit);
            if (stays[rank])
            {
                candidate.Cases.ForEach(index => isDecided[index] = true);
            }
        }
        return stays;
    }

    /// <summary>From the narrowest and least sure on, what the others would do nearly as well goes.</summary>
    private void Prune(bool[] stays)
    {
        var decided = Decided(stays);
        var order = Enumerable.Range(0, _ranked.Count).Where(rank => stays[rank])
            .OrderByDescending(rank => _ranked[rank].Narrowness).ThenByDescending(rank => rank).ToList();
        foreach (var rank in order)
        {
            var (gain, isLastResort) = (0, false);
            foreach (var index in decided[rank])
            {
                var next = _candidatesOfCases[index].Find(other => other > rank && stays[other], -1);
                isLastResort |= next < 0 && _cases[index].Unit == _ranked[rank].Unit;
                gain += _cases[index].Unit == _ranked[rank].Unit ? 1 : 0;
                gain -= next >= 0 && _cases[index].Unit == _ranked[next].Unit ? 1 : 0;
            }
            if (gain >= _options.GainMin || (gain > 0 && isLastResort))
            {
                continue;
            }
            stays[rank] = false;
            foreach (var index in decided[rank])
            {
                if (_candidatesOfCases[index].Find(other => other > rank && stays[other], -1) is >= 0 and var next)
                {
                    decided[next].Add(index);
                }
            }
        }
    }

    private List<int>[] Decided(bool[] stays)
    {
        List<int>[] decided = [.. _ranked.Select(_ => new List<int>())];
        for (var index = 0; index < _cases.Count; index++)
        {
            if (_candidatesOfCases[index].Find(rank => stays[rank], -1) is >= 0 and var first)
            {
                decided[first].Add(index);
            }
        }
        return decided;
    }

    private sealed class Candidate(string key, string kind, RuleCondition condition)
    {
        private int _right;

        public string Key => key;

        public RuleCondition Condition => condition;

        /// <summary>0 for a class anywhere, 1 for a place, 2 for a class in a place.</summary>
        public int Narrowness => condition.Inside.Count + condition.Near.Count == 0 ? 0 : 1 + condition.Classes.Count;

        public List<int> Cases { get; } = [];

        public string Unit { get; private set; } = string.Empty;

        public double Sureness { get; private set; }

        /// <summary>Chooses the unit that most cases went to.</summary>
        public void Choose(IReadOnlyList<PastCase> cases, CandidateKinds kinds)
        {
            var units = Cases.GroupBy(index => cases[index].Unit).Select(group => (Unit: group.Key, Count: group.Count()))
                .OrderByDescending(unit => unit.Count).ThenBy(unit => unit.Unit, StringComparer.Ordinal).Take(2).ToList();
            (Unit, _right) = units[0];
            kinds.Add(kind, Cases.Count, _right, units.Count > 1 ? units[1].Count : 0);
        }

        /// <summary>Whether the cases are enough and agree enough; works out how sure the candidate is.</summary>
        public bool IsFit(LearningOptions options, CandidateKinds kinds)
        {
            Sureness = kinds.Sureness(kind, Cases.Count, _right);
            return Cases.Count >= (Narrowness > 0 ? options.SupportMin : 1) && _right >= options.ConfidenceMin * Cases.Count;
        }
    }
}

/// <summary>
/// What kinds of candidates (a class alone, a street, a class in a community …) are worth in a city: how often the most
/// frequent unit of the other cases is right for one. In New York the class says nearly all, in Chicago the place; a
/// candidate with few cases is as good as its kind (empirical Bayes).
/// </summary>
internal sealed class CandidateKinds
{
    // As many cases as the kind weighs beside a candidate's own; a large candidate says no more of its kind than ten cases do.
    private const double Weight = 2;
    private const double CasesMax = 10;

    private readonly Dictionary<string, (double Right, double Cases)> _kinds = new(StringComparer.Ordinal);

    /// <summary>Takes a candidate with its cases, those of its unit and those of the next unit.</summary>
    public void Add(string kind, int cases, int right, int next)
    {
        if (cases < 2)
        {
            return;
        }
        // Without one of its own, the most frequent unit must still be ahead to be right for that one.
        var left = right - 1 > next ? right : right - 1 == next ? right / 2.0 : 0;
        var scale = Math.Min(CasesMax, cases) / cases;
        var (sum, count) = _kinds.GetValueOrDefault(kind);
        _kinds[kind] = (sum + (scale * left), count + (scale * cases));
    }

    /// <summary>How sure a candidate is: its confidence drawn towards that of its kind.</summary>
    public double Sureness(string kind, int cases, int right)
    {
        var (sum, count) = _kinds.GetValueOrDefault(kind);
        return (right + (Weight * (sum + 1) / (count + 2))) / (cases + Weight);
    }
}

/// <summary>A search in a list that says what to answer when nothing is found, where zero is an answer.</summary>
internal static class ListSearch
{
    public static int Find(this List<int> list, Predicate<int> isWanted, int otherwise)
    {
        var index = list.FindIndex(isWanted);
        return index < 0 ? otherwise : list[index];
    }
}
