using System.CommandLine;
using System.Globalization;
using GridCity.Client.Rules;
using GridCity.Client.Views;
using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Simulation.Rules;
using Spectre.Console;

namespace GridCity.Client.Commands;

/// <summary><c>gridcity rules learn</c>: derives a rule book from history and says how often it is right.</summary>
internal static class RulesLearnCommand
{
    private const int RulesShown = 40;
    private const int ClassesShown = 40;
    private const int UnitsShown = 10;

    /// <summary>Makes the command.</summary>
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var options = new LearnOptions();
        var command = new GuidedCommand(
            "learn",
            "Derive a rule book from history (class and place to unit), and try it on the last cases, which are held back.",
            "gridcity rules learn requests.csv.gz --mapping examples/new-york/learn.yaml --city new-york --out learned.yaml")
        {
            options.File, options.Mapping, options.City, options.Out, options.HoldBack, options.Support, options.Confidence, options.Gain,
            options.Near, options.Finest,
        };
        command.Does(terminal, common, (given, stop) =>
        {
            var city = CityFolderOption.Load(given, given.Need(options.City));
            var plan = options.Plan(given, city);
            var past = PastCases.Read(city, given.Need(options.File), given.Need(options.Mapping), needsUnit: true, stop);
            Learned learned;
            try
            {
                learned = RuleLearning.Learn(city, past.Cases, plan);
            }
            catch (ArgumentException fault)
            {
                throw new UsageException($"Nothing can be learned: {fault.Message}{Unknown(past)}");
            }
            if (given.Get(options.Out) is { } path)
            {
                File.WriteAllText(path, learned.Yaml);
            }
            Show(given, past, learned);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void Show(Invocation given, PastCases past, Learned learned)
    {
        if (given.IsJson)
        {
            given.WriteJson(Summary(past, learned), RulesShapes.Json.LearnSummary);
            return;
        }
        var (screen, output) = (given.Terminal.Screen, given.Terminal.Output);
        var rules = CaseView.Plain("rule", "class", "place", "unit", "support", "confidence");
        foreach (var rule in learned.Rules.Take(RulesShown))
        {
            var line = LineOf(rule);
            rules.AddRow(
                line.Rule,
                line.Class ?? "any",
                Markup.Escape(line.Place ?? "anywhere"),
                line.Unit,
                Number(line.Support),
                Percent(line.Confidence));
        }
        screen.Write(rules);
        output.WriteLine(learned.Rules.Count > RulesShown ? $"… and {Number(learned.Rules.Count - RulesShown)} more rules." : string.Empty);
        var scores = CaseView.Plain("class", "held back", "right", "most frequent unit");
        foreach (var (name, score) in learned.Classes.Take(ClassesShown).Prepend(KeyValuePair.Create("all", learned.Overall)))
        {
            scores.AddRow(name, Number(score.Cases), Percent(score.Accuracy), Percent(score.Baseline));
        }
        screen.Write(scores);
        output.WriteLine(
            $"{Number(past.Rows)} rows: {Number(past.Bad)} unreadable, {Number(past.OutsideCity)} outside the city.{Unknown(past)}");
        var from = learned.HeldBackFrom.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        output.WriteLine(
            $"{Number(learned.Rules.Count)} rules from {Number(learned.LearnedFrom)} cases before {from} UTC are right for"
            + $" {Percent(learned.Overall.Accuracy)} of the {Number(learned.Overall.Cases)} cases since;"
            + $" the most frequent unit of the class is for {Percent(learned.Overall.Baseline)}.");
    }

    private static string Unknown(PastCases past)
    {
        if (past.UnknownUnits.Count == 0)
        {
            return string.Empty;
        }
        var named = past.UnknownUnits.OrderByDescending(unit => unit.Value).Take(UnitsShown)
            .Select(unit => $"{unit.Key} ({Number(unit.Value)})");
        return $" Rows of units that the city does not have were left out: {string.Join(", ", named)}.";
    }

    private static LearnSummary Summary(PastCases past, Learned learned) => new(
        past.Rows,
        past.Bad,
        past.OutsideCity,
        past.UnknownUnits.Values.Sum(),
        learned.LearnedFrom,
        learned.HeldBackFrom,
        ScoreOf(null, learned.Overall),
        [.. learned.Classes.Select(score => ScoreOf(score.Key, score.Value))],
        [.. learned.Rules.Select(LineOf)]);

    private static LearnScore ScoreOf(string? name, Score score) =>
        new(name, score.Cases, score.Right, score.Accuracy, score.BaselineRight, score.Baseline);

    private static LearnedLine LineOf(LearnedRule learned)
    {
        var when = learned.Rule.When;
        var place = when.Inside is [var area] ? area.ToString()
            : when.Near is [var near] ? string.Create(CultureInfo.InvariantCulture, $"{near.Layer} within {near.Metres:0.##} m")
            : null;
        return new LearnedLine(
            learned.Rule.Id,
            when.Classes is [var known] ? known : null,
            place,
            learned.Rule.Lead,
            learned.Support,
            learned.Confidence);
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double part) => (100 * part).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private sealed class LearnOptions
    {
        public Argument<string> File { get; } = new("file") { Description = "The history: a CSV file, plain or gzip." };

        public Option<string> Mapping { get; } =
            Given.NeededText("--mapping", "file", "What the columns mean, as for import, and unit: who got the case.");

        public Option<string> City { get; } = CityFolderOption.Create(isRequired: true, "The city folder.");

        public Option<string?> Out { get; } = Given.Text("--out", "file", "Where to write the rules.yaml.");

        public Option<double> HoldBack { get; } = Number(
            "--hold-back", "part", "The part of the cases, the last by time, on which the rules are tried.", 0.2);

        public Option<int> Support { get; } = Number("--support", "cases", "A rule is learned from at least so many cases.", 3);

        public Option<double> Confidence { get; } = Number(
            "--confidence", "part", "A rule is right for at least this part of them.", 0.5);

        public Option<int> Gain { get; } = Number(
            "--gain", "cases", "A rule makes at least so many cases more right than the rules after it would.", 2);

        public Option<Tier?> Finest { get; } = Given.Word<Tier>(
            "--finest", "The smallest prefixes that rules may name (default: community).");

        public Option<string[]> Near { get; } = new("--near")
        {
            Description = "A layer near which cases may go elsewhere, and from how many metres; may be given more than once.",
            HelpName = "layer=metres",
        };

        public LearningOptions Plan(Invocation given, City city)
        {
            var plan = new LearningOptions
            {
                HoldBack = given.Get(HoldBack),
                SupportMin = given.Get(Support),
                ConfidenceMin = given.Get(Confidence),
                GainMin = given.Get(Gain),
                Finest = given.Get(Finest) ?? Tier.Community,
                Layers = [.. (given.Get(Near) ?? []).Select(text => LayerOf(text, city))],
            };
            return plan is { HoldBack: > 0 and < 1, ConfidenceMin: >= 0 and <= 1, SupportMin: > 0 }
                ? plan
                : throw new UsageException("--hold-back and --confidence are parts between 0 and 1, --support is at least 1.");
        }

        private static Option<T> Number<T>(string name, string helpName, string description, T otherwise) => new(name)
        {
            Description = description,
            HelpName = helpName,
            DefaultValueFactory = _ => otherwise,
        };

        private static NearLayer LayerOf(string text, City city)
        {
            var parts = text.Split('=', 2);
            var metres = 0.0;
            var isSound = parts.Length == 1 || (AttributeTest.TryNumber(parts[1], out metres) && metres is >= 0 and <= 10_000);
            if (isSound && city.Layers.Any(layer => layer.Name == parts[0]))
            {
                return new NearLayer(parts[0], metres, new Dictionary<string, string>());
            }
            throw new UsageException(
                $"'{text}' is not a layer of {city.Name} with metres up to 10,000, such as water=60;"
                + $" it has {string.Join(", ", city.Layers.Select(layer => layer.Name))}.");
        }
    }
}
