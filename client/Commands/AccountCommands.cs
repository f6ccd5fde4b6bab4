using System.CommandLine;
using GridCity.Client.Api;
using Spectre.Console;
using Command = System.CommandLine.Command;

namespace GridCity.Client.Commands;

/// <summary><c>gridcity account</c>: who may sign in, and the keys of programs.</summary>
internal static class AccountCommands
{
    private static readonly string[] Roles =
        ["public", "inspector", "supervision", "command", "unit", "leader", "planner", "gateway", "administrator"];

    /// <summary>The command with its subcommands.</summary>
    public static Command Create(Terminal terminal, CommonOptions common) => new(
        "account", "Say who may sign in and what for, and give programs their keys (administrators).")
    {
        Add(terminal, common),
        List(terminal, common),
        Key(terminal, common),
        Password(terminal, common),
        End(terminal, common),
    };

    private static GuidedCommand Add(Terminal terminal, CommonOptions common)
    {
        var name = Name();
        var role = new Option<string>("--role") { Description = "What the account is for.", HelpName = "role", Required = true };
        role.AcceptOnlyFromAmong(Roles);
        var subject = Given.Text("--as", "id", "For an inspector its number, for a unit its id: as whom the account acts.");
        var scope = Given.Text("--scope", "code", "The district, street or community it works on (default: the whole city).");
        var outside = Given.Text("--outside", "sub", "The person's number (sub) at the outside identity provider.");
        var command = new GuidedCommand(
            "add",
            "Add an account; its password is made and shown once.",
            "gridcity account add li-na --role supervision --scope 110101009",
            "gridcity account add wang --role inspector --as i-017",
            "gridcity account add hotline --role gateway")
        {
            name, role, subject, scope, outside,
        };
        command.Does(terminal, common, async (given, stop) =>
        {
            using var client = given.Connect();
            var account = new NewAccount(
                given.Need(name), given.Need(role), given.Get(subject), given.Get(scope), given.Get(outside), null);
            return Show(given, await client.AddAccountAsync(account, stop));
        });
        return command;
    }

    private static GuidedCommand List(Terminal terminal, CommonOptions common)
    {
        var command = new GuidedCommand("list", "List the accounts.", "gridcity account list");
        command.Does(terminal, common, async (given, stop) =>
        {
            using var client = given.Connect();
            var accounts = await client.GetAccountsAsync(stop);
            if (given.IsJson)
            {
                given.WriteJson(accounts, Wire.Json.AccountList);
                return ExitCode.Done;
            }
            var table = new Table().AddColumns("name", "role", "acts as", "scope", "keys", "");
            foreach (var one in accounts.Items)
            {
                var keys = string.Join(", ", one.Keys ?? []);
                table.AddRow(
                    new Text(one.Name),
                    new Text(one.Role),
                    new Text(one.Subject),
                    new Text(one.Scope ?? "city"),
                    new Text(keys),
                    new Text(one.IsEnded ? "ended" : string.Empty));
            }
            given.Terminal.Screen.Write(table);
            return ExitCode.Done;
        });
        return command;
    }

    private static GuidedCommand Key(Terminal terminal, CommonOptions common)
    {
        var name = Name();
        var label = Given.NeededText("--for", "text", "What the key is for, so that whoever ends it later knows.");
        var command = new GuidedCommand(
            "key", "Make a key for a program; it is shown once.", "gridcity account key hotline --for \"12345 import\"") { name, label };
        command.Does(terminal, common, async (given, stop) =>
        {
            using var client = given.Connect();
            return Show(given, await client.AddKeyAsync(given.Need(name), given.Need(label), stop));
        });
        return command;
    }

    private static GuidedCommand Password(Terminal terminal, CommonOptions common)
    {
        var name = Name();
        var command = new GuidedCommand(
            "password", "Give an account a new password; it is shown once.", "gridcity account password li-na") { name };
        command.Does(terminal, common, async (given, stop) =>
        {
            using var client = given.Connect();
            return Show(given, await client.ResetPasswordAsync(given.Need(name), stop));
        });
        return command;
    }

    private static GuidedCommand End(Terminal terminal, CommonOptions common)
    {
        var name = Name();
        var command = new GuidedCommand(
            "end", "End an account, its keys and its sessions; the name stays taken.", "gridcity account end li-na") { name };
        command.Does(terminal, common, async (given, stop) =>
        {
            using var client = given.Connect();
            await client.EndAccountAsync(given.Need(name), stop);
            given.Terminal.Output.WriteLine($"{given.Need(name)} has ended.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Argument<string> Name() => new("name") { Description = "The name of the account." };

    private static int Show(Invocation given, AccountSecret made)
    {
        if (given.IsJson)
        {
            given.WriteJson(made, Wire.Json.AccountSecret);
            return ExitCode.Done;
        }
        var (what, secret) = made.Key is null ? ("password", made.Password) : ("key", made.Key);
        given.Terminal.Output.WriteLine(secret is null
            ? $"{made.Name} is there."
            : $"The {what} of {made.Name}, shown only now: {secret}");
        return ExitCode.Done;
    }
}
