using System.CommandLine;
using System.Globalization;
using GridCity.Client.Rules;
using GridCity.Client.Views;
using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Simulation.Rules;
using Spectre.Console;

namespace GridCity.Client.Commands;

/// <summary><c>gridcity rules coverage</c>: which rules never match, and what decides how much.</summary>
internal static class RulesCoverageCommand
{
    private const int ClassesShown = 12;
    private const int ShadowsShown = 3;

    /// <summary>Makes the command.</summary>
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var folder = CityFolderOption.Create(isRequired: true, "The city folder.");
        var reports = Given.Text("--reports", "file", "Reports to route, in CSV; without them, reports are drawn.");
        var mapping = Given.Text("--mapping", "file", "What the columns of the reports mean, as for import.");
        var samples = new Option<int>("--samples")
        {
            Description = "How many reports to draw, every cell and class as likely as every other.",
            HelpName = "number",
            DefaultValueFactory = _ => 20_000,
        };
        var seed = new Option<int>("--seed") { Description = "The seed; the same seed draws the same.", DefaultValueFactory = _ => 1 };
        var command = new GuidedCommand(
            "coverage",
            "Show rules that can never match or are always shadowed, classes without a rule, and what decides how much; exit code 1 if a rule is dead.",
            "gridcity rules coverage --city my-city",
            "gridcity rules coverage --city new-york --reports requests.csv.gz --mapping examples/new-york/mapping.yaml")
        {
            folder, reports, mapping, samples, seed,
        };
        command.Does(terminal, common, (given, stop) =>
        {
            if (given.Get(reports) is null != given.Get(mapping) is null)
            {
                throw new UsageException("--reports and --mapping go together: the mapping says what the columns mean.");
            }
            var city = CityFolderOption.Load(given, given.Need(folder));
            var asked = given.Get(reports) is { } path
                ? PastCases.Read(city, path, given.Get(mapping)!, needsUnit: false, stop).Questions
                : RuleCoverage.Draw(city, given.Get(samples), given.Get(seed), terminal.Time.GetUtcNow());
            var coverage = RuleCoverage.Of(city, asked);
            Show(given, city, coverage);
            var isSound = coverage.Rules.All(rule => !rule.Reach.IsDead);
            return Task.FromResult(isSound ? ExitCode.Done : ExitCode.Refused);
        });
        return command;
    }

    private static void Show(Invocation given, City city, RuleCoverage coverage)
    {
        if (given.IsJson)
        {
            given.WriteJson(Summary(city, coverage), RulesShapes.Json.CoverageSummary);
            return;
        }
        var table = CaseView.Plain("rule", "classes", "cells", "decides", "");
        foreach (var rule in coverage.Rules)
        {
            var dead = DeadBecause(rule.Reach);
            table.AddRow(
                new Text(rule.Reach.Rule.Id),
                new Text(Number(rule.Reach.Classes)),
                new Text(Number(rule.Reach.Cells)),
                new Text(Share(rule.Samples, coverage.Samples)),
                new Text(dead ?? string.Empty, new Style(Color.Red)));
        }
        given.Terminal.Screen.Write(table);
        var output = given.Terminal.Output;
        output.WriteLine(
            $"Of {Number(coverage.Samples)} samples {Share(coverage.Territorial, coverage.Samples)} fell back to the street"
            + $" and {Share(coverage.Nobody, coverage.Samples)} to nobody.");
        var bare = coverage.ClassesWithoutRule;
        if (bare.Count > 0)
        {
            var more = bare.Count > ClassesShown ? $" and {bare.Count - ClassesShown} more" : string.Empty;
            var named = string.Join(", ", bare.Take(ClassesShown).Select(known => $"{known.Code} {known.Name}"));
            output.WriteLine($"{bare.Count} of {city.Classes.Count} classes have no rule: {named}{more}.");
        }
        var count = coverage.Rules.Count(rule => rule.Reach.IsDead);
        output.WriteLine(count == 0 ? "Every rule can match." : $"{count} of {coverage.Rules.Count} rules never match.");
    }

    private static CoverageSummary Summary(City city, RuleCoverage coverage) => new(
        coverage.Samples,
        coverage.Territorial,
        coverage.Nobody,
        [.. coverage.Rules.Select(rule => new CoveredRule(
            rule.Reach.Rule.Id,
            rule.Reach.Event is { } number ? city.Rules.Overlays[number].Id : null,
            rule.Reach.Classes,
            rule.Reach.Cells,
            rule.Samples,
            DeadBecause(rule.Reach),
            rule.Reach.ShadowedBy.Count == 0 ? null : [.. rule.Reach.ShadowedBy.Select(other => other.Id)]))],
        [.. coverage.ClassesWithoutRule.Select(known => known.Code)]);

    private static string? DeadBecause(RuleReach reach)
    {
        if (reach.Classes == 0)
        {
            return "is for no class";
        }
        if (reach.Cells == 0)
        {
            return "holds in no cell";
        }
        if (reach.ShadowedBy.Count == 0)
        {
            return null;
        }
        var more = reach.ShadowedBy.Count > ShadowsShown ? $" and {reach.ShadowedBy.Count - ShadowsShown} more" : string.Empty;
        return "shadowed by " + string.Join(", ", reach.ShadowedBy.Take(ShadowsShown).Select(other => other.Id)) + more;
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Share(long part, long all) => all == 0
        ? "-"
        : (100.0 * part / all).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
