using System.Globalization;
using GridCity.Core.Evaluation;
using GridCity.Simulation.Formats;
using YamlDotNet.RepresentationModel;

namespace GridCity.Simulation.Cities;

/// <summary>Reads <c>evaluation.yaml</c>; what is not written is as the field suggests.</summary>
internal static class EvaluationReader
{
    private const int CountMax = 10_000_000;

    private static readonly string[] Keys =
    [
        "id", "name", "name_zh", "limits", "ranking_base", "grade_coverage", "grades", "formulas", "hotline_classes", "interviews",
    ];

    private static readonly string[] LimitKeys =
        ["sending_minutes", "filing_minutes", "dispatch_minutes", "closing_minutes", "call_back_days"];

    private static readonly string[] ClassKeys =
        ["advanced", "progress", "least_gain", "rectification", "governance", "share_max", "classes_shown"];

    private static readonly string[] GradeKeys = ["grade", "from"];
    private static readonly string[] FormulaKeys = ["subject", "terms"];
    private static readonly string[] TermKeys = ["weight", "indicator", "inverted", "count", "bands"];

    private static readonly Dictionary<string, SubjectKind> Subjects =
        Enum.GetValues<SubjectKind>().ToDictionary(Words.Of, StringComparer.Ordinal);

    private static readonly Dictionary<string, Counter> Counters =
        Enum.GetValues<Counter>().ToDictionary(Words.Of, StringComparer.Ordinal);

    /// <summary>How the city judges; what is wrong is a fault.</summary>
    public static EvaluationPolicy Read(InputFile file, FaultList faults)
    {
        // What could not be read would make faults that only follow from it, so its own are kept apart until the end.
        var own = new FaultList();
        var ours = own.In(file.Name);
        var policy = YamlText.Read(file, own) is { } root && YamlMap.From(root, string.Empty, Keys, ours) is { } map
            ? Policy(map, own, ours)
            : new EvaluationPolicy();
        foreach (var fault in own.ToList())
        {
            faults.Add(fault);
        }
        return policy;
    }

    private static EvaluationPolicy Policy(YamlMap map, FaultList own, FileFaults faults)
    {
        var standard = new EvaluationPolicy();
        var formulas = Formulas(map, faults);
        var grades = Grades(map, faults);
        var book = new ScoreBook(
            map.Has("id") ? SettingsReader.Id(map) ?? string.Empty : standard.Book.Id,
            map.Text("name") ?? standard.Book.Name,
            map.Text("name_zh") ?? map.Text("name") ?? standard.Book.NameZh)
        {
            Formulas = map.Has("formulas") ? [.. formulas.Select(item => item.Formula)] : standard.Book.Formulas,
            Grades = map.Has("grades") ? [.. grades.Select(item => item.Value)] : standard.Book.Grades,
            Limits = map.Map("limits", LimitKeys) is { } limits ? Limits(limits) : standard.Book.Limits,
            RankingBase = map.Whole("ranking_base", CountMax) ?? standard.Book.RankingBase,
            GradeCoverage = map.Number("grade_coverage", 1) ?? standard.Book.GradeCoverage,
        };
        if (!own.HasErrors)
        {
            foreach (var fault in book.Faults())
            {
                Tell(fault);
            }
        }
        return new EvaluationPolicy
        {
            Book = book,
            Classes = map.Map("hotline_classes", ClassKeys) is { } classes ? Classes(classes) : standard.Classes,
            Interviews = map.Whole("interviews", CountMax) ?? standard.Interviews,
        };

        void Tell(ScoreFault fault)
        {
            var (key, line) = fault.Part switch
            {
                BookPart.Formulas when fault.Term >= 0 => ("formulas", formulas[fault.Index].Terms[fault.Term]),
                BookPart.Formulas => ("formulas", formulas[fault.Index].Line),
                BookPart.Grades => ("grades", grades[fault.Index].Line),
                BookPart.RankingBase => ("ranking_base", map.LineAt("ranking_base")),
                _ => ("grade_coverage", map.LineAt("grade_coverage")),
            };
            faults.Error(line, key, fault.Message);
        }
    }

    private static CentreLimits Limits(YamlMap map)
    {
        var standard = new CentreLimits();
        return new CentreLimits
        {
            Sending = Minutes("sending_minutes") ?? standard.Sending,
            Filing = Minutes("filing_minutes") ?? standard.Filing,
            Dispatch = Minutes("dispatch_minutes") ?? standard.Dispatch,
            Closing = Minutes("closing_minutes") ?? standard.Closing,
            CallBack = map.Number("call_back_days", 3_660) is { } days ? TimeSpan.FromDays(days) : standard.CallBack,
        };

        TimeSpan? Minutes(string key) => map.Number(key, 527_040) is { } minutes ? TimeSpan.FromMinutes(minutes) : null;
    }

    private static HotlineClasses Classes(YamlMap map)
    {
        var standard = new HotlineClasses();
        return new HotlineClasses
        {
            Advanced = map.Whole("advanced", CountMax) ?? standard.Advanced,
            Progress = map.Whole("progress", CountMax) ?? standard.Progress,
            LeastGain = map.Number("least_gain", 100) ?? standard.LeastGain,
            Rectification = map.Whole("rectification", CountMax) ?? standard.Rectification,
            Governance = map.Whole("governance", CountMax) ?? standard.Governance,
            ShareMax = map.Number("share_max", 1) ?? standard.ShareMax,
            ClassesShown = map.Whole("classes_shown", CountMax) ?? standard.ClassesShown,
        };
    }

    private static List<Lined<GradeBand>> Grades(YamlMap map, FileFaults faults)
    {
        var grades = new List<Lined<GradeBand>>();
        foreach (var node in map.Items("grades"))
        {
            if (YamlMap.From(node, "grades", GradeKeys, faults) is { } item && item.RequiredText("grade") is { } grade
                && item.RequiredText("from") is not null && item.Number("from", 100) is { } from)
            {
                grades.Add(new(new GradeBand(grade, from), item.Line));
            }
        }
        return grades;
    }

    private static List<(ScoreFormula Formula, int Line, List<int> Terms)> Formulas(YamlMap map, FileFaults faults)
    {
        var formulas = new List<(ScoreFormula, int, List<int>)>();
        foreach (var node in map.Items("formulas"))
        {
            if (YamlMap.From(node, "formulas", FormulaKeys, faults) is not { } item
                || Word(item, "subject", Subjects, isRequired: true) is not { } subject)
            {
                continue;
            }
            var terms = item.Items("terms")
                .Select(term => (Term: Term(term, faults), Line: YamlMap.LineOf(term)))
                .Where(term => term.Term is not null).ToList();
            formulas.Add((
                new ScoreFormula(subject, [.. terms.Select(term => term.Term!)]),
                item.Line,
                [.. terms.Select(term => term.Line)]));
        }
        return formulas;
    }

    private static ScoreTerm? Term(YamlNode node, FileFaults faults)
    {
        if (YamlMap.From(node, "formulas.terms", TermKeys, faults) is not { } map || map.RequiredText("weight") is null)
        {
            return null;
        }
        return new ScoreTerm(map.Number("weight", 100) ?? 0)
        {
            Indicator = map.Text("indicator"),
            IsInverted = map.Flag("inverted") ?? false,
            Volume = Word(map, "count", Counters, isRequired: false),
            Bands = [.. Bands(map, faults)],
        };
    }

    private static IEnumerable<Band> Bands(YamlMap map, FileFaults faults)
    {
        foreach (var (from, points, line) in map.Pairs("bands"))
        {
            if (int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var least)
                && double.TryParse(points, NumberStyles.Float, CultureInfo.InvariantCulture, out var worth))
            {
                yield return new Band(least, worth);
            }
            else
            {
                faults.Error(
                    line, map.PathOf("bands"), $"has '{from}: {points}'; a count and its points were expected, as in 201: 60.");
            }
        }
    }

    private static T? Word<T>(YamlMap map, string key, Dictionary<string, T> words, bool isRequired)
        where T : struct, Enum
    {
        if ((isRequired ? map.RequiredText(key) : map.Text(key)) is not { } text)
        {
            return null;
        }
        if (words.TryGetValue(text, out var value))
        {
            return value;
        }
        map.Error(key, Words.Expected(text, words.Keys));
        return null;
    }
}
