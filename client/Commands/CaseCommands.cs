using System.CommandLine;
using GridCity.Client.Api;
using GridCity.Client.Views;
using GridCity.Core.Cases;
using Spectre.Console;
using Command = System.CommandLine.Command;

namespace GridCity.Client.Commands;

/// <summary><c>gridcity case</c>: shows cases and moves them through their life.</summary>
internal static class CaseCommands
{
    private const int DefaultCount = 50;
    private const int PageMax = 1_000;

    /// <summary>Makes the group.</summary>
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var group = new Command("case", "Show cases and move them through their life.")
        {
            CreateList(terminal, common),
            CreateShow(terminal, common),
            CreateLife(terminal, common),
        };
        foreach (var step in CaseSteps.All(terminal, common))
        {
            group.Add(step);
        }
        return group;
    }

    private static GuidedCommand CreateList(Terminal terminal, CommonOptions common)
    {
        var cell = Given.Text("--cell", "code", "Only cases of this cell (15 digits).");
        var area = Given.Text("--area", "code", "Only cases of this district, street or community (6 to 12 digits).");
        var stages = Given.Words<Stage>("--stage", "Only cases in these stages, such as pendingCheck,pendingClosing.");
        var unit = Given.Text("--unit", "id", "Only cases that this unit has.");
        var caseClass = Given.Text("--class", "code", "Only cases of this class.");
        var open = new Option<bool>("--open") { Description = "Only cases that still need somebody." };
        var overdue = new Option<bool>("--overdue") { Description = "Only cases past their due time." };
        var before = Given.Text("--before", "cursor", "Go on where the list before this one ended.");
        var limit = new Option<int>("--limit")
        {
            Description = $"How many at most (default: {DefaultCount}).",
            HelpName = "number",
            DefaultValueFactory = _ => DefaultCount,
        };
        var command = new GuidedCommand(
            "list",
            "List cases, newest first.",
            "gridcity case list --area 110101009 --overdue --limit 20",
            "gridcity case list --stage pendingCheck,pendingClosing --json")
        {
            cell, area, stages, unit, caseClass, open, overdue, before, limit,
        };
        command.Does(terminal, common, async (given, stop) =>
        {
            using var client = given.Connect();
            var query = new CaseQuery
            {
                Cell = given.Get(cell),
                Area = given.Get(area),
                Stages = given.Get(stages) ?? [],
                Unit = given.Get(unit),
                Class = given.Get(caseClass),
                IsOpen = given.Get(open) ? true : null,
                IsOverdue = given.Get(overdue) ? true : null,
                Before = given.Get(before),
            };
            return await ListAsync(given, client, query, given.Get(limit), stop);
        });
        return command;
    }

    private static async Task<int> ListAsync(
        Invocation given,
        GridCityClient client,
        CaseQuery query,
        int count,
        CancellationToken stop)
    {
        if (count < 1)
        {
            throw new UsageException("--limit is a number from 1 on.");
        }
        var cases = new List<CasePicture>();
        var next = query.Before;
        do
        {
            var limit = Math.Min(count - cases.Count, PageMax);
            var page = await client.ListCasesAsync(query with { Before = next, Limit = limit }, stop);
            cases.AddRange(page.Items);
            next = page.Next;
        }
        while (next is not null && cases.Count < count);
        if (given.IsJson)
        {
            given.WriteJson(new CasePage(cases, next), Wire.Json.CasePage);
            return ExitCode.Done;
        }
        if (cases.Count == 0)
        {
            given.Terminal.Output.WriteLine("There are no such cases.");
            return ExitCode.Done;
        }
        given.Terminal.Screen.Write(CaseView.Table(cases, await CityTime.OfAsync(client, stop)));
        given.Terminal.Output.WriteLine(next is null
            ? $"{Wording.Count(cases.Count)} cases."
            : $"{Wording.Count(cases.Count)} cases; there are more: --before {next}");
        return ExitCode.Done;
    }

    private static GuidedCommand CreateShow(Terminal terminal, CommonOptions common)
    {
        var number = Given.CaseNumber();
        var command = new GuidedCommand(
            "show", "Show a case as it stands.", "gridcity case show 110101009003012-17") { number };
        command.Does(terminal, common, async (given, stop) =>
        {
            using var client = given.Connect();
            if (given.IsJson)
            {
                given.WriteJson(await client.GetCaseAsync(given.Need(number), stop), Wire.Json.CasePicture);
                return ExitCode.Done;
            }
            var life = await client.GetLifeAsync(given.Need(number), stop);
            var time = await CityTime.OfAsync(client, stop);
            given.Terminal.Screen.Write(CaseView.Card(life.Case, life.Why, time, await client.GetNowAsync(stop)));
            return ExitCode.Done;
        });
        return command;
    }

    private static GuidedCommand CreateLife(Terminal terminal, CommonOptions common)
    {
        var number = Given.CaseNumber();
        var command = new GuidedCommand(
            "life",
            "Show everything that happened to a case: when, who, what and why.",
            "gridcity case life 110101009003012-17") { number };
        command.Does(terminal, common, async (given, stop) =>
        {
            using var client = given.Connect();
            var life = await client.GetLifeAsync(given.Need(number), stop);
            if (given.IsJson)
            {
                given.WriteJson(life, Wire.Json.CaseLife);
                return ExitCode.Done;
            }
            var time = await CityTime.OfAsync(client, stop);
            var screen = given.Terminal.Screen;
            screen.Write(CaseView.Card(life.Case, life.Why, time, await client.GetNowAsync(stop)));
            screen.WriteLine();
            screen.Write(CaseView.Timeline(life.Entries, time));
            return ExitCode.Done;
        });
        return command;
    }
}
