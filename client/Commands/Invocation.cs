using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GridCity.Client.Api;

namespace GridCity.Client.Commands;

/// <summary>One use of a command: what was given, and how to answer.</summary>
internal sealed class Invocation(ParseResult parsed, Terminal terminal, CommonOptions common)
{
    /// <summary>Where to write.</summary>
    public Terminal Terminal => terminal;

    /// <summary>Whether a program reads the output.</summary>
    public bool IsJson => parsed.GetValue(common.Json);

    /// <summary>The value of an option.</summary>
    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    /// <summary>The value of an option that has to be there.</summary>
    public T Need<T>(Option<T> option) => parsed.GetRequiredValue(option);

    /// <summary>The value of an argument.</summary>
    public T Need<T>(Argument<T> argument) => parsed.GetRequiredValue(argument);

    /// <summary>A client of the server that the option or the environment names.</summary>
    public GridCityClient Connect()
    {
        var address = parsed.GetValue(common.Server)
            ?? terminal.Environment(CommonOptions.ServerVariable)
            ?? CommonOptions.DefaultServer;
        return Uri.TryCreate(address, UriKind.Absolute, out var server) && server.Scheme is "http" or "https"
            ? GridCityClient.Connect(server, parsed.GetValue(common.Key) ?? terminal.Environment(CommonOptions.KeyVariable))
            : throw new UsageException(
                $"'{address}' is not the address of a server; one such as {CommonOptions.DefaultServer} was expected.");
    }

    /// <summary>Writes one JSON document in one line.</summary>
    public void WriteJson<T>(T value, JsonTypeInfo<T> shape) =>
        terminal.Output.WriteLine(JsonSerializer.Serialize(value, shape));

    /// <summary>Says why nothing came of it.</summary>
    public void Complain(string sentence) => terminal.Error.WriteLine("gridcity: " + sentence);

    /// <summary>
    /// Says why the server refused: to people in a sentence, to programs as the problem that it sent.
    /// </summary>
    public void Refuse(ProblemException refusal)
    {
        if (IsJson)
        {
            terminal.Error.WriteLine(JsonSerializer.Serialize(refusal.Problem, Wire.Json.Problem));
            return;
        }
        var number = refusal.Code == 0 ? string.Empty : $" {refusal.Code}";
        var subject = refusal.Subject is null ? string.Empty : $", {refusal.Subject}";
        Complain($"refused: {refusal.Detail} ({refusal.Name}{number}{subject})");
    }
}
