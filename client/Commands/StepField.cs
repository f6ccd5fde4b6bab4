using System.CommandLine;
using GridCity.Client.Api;
using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Client.Commands;

/// <summary>One field of a command about a case: its option, and how the option's value fills the request.</summary>
internal sealed record StepField(Option Option, Func<Invocation, CommandRequest, CommandRequest> Fill)
{
    public static StepField Note() =>
        Of(Given.Text("--note", "words", "A remark that stays with the case."), (value, to) => to with { Note = value });

    public static StepField Reason(string description) =>
        Of(Given.NeededText("--reason", "words", description), (value, to) => to with { Reason = value });

    public static StepField Unit(string description) =>
        Of(Given.Text("--unit", "id", description), (value, to) => to with { Unit = value });

    public static StepField Result() =>
        Of(Given.NeededText("--result", "words", "What was done."), (value, to) => to with { Result = value });

    public static StepField CheckResult() => Of(
        Given.Word<CheckResult>("--result", "What the look found.", isRequired: true),
        (value, to) => to with { Result = value is { } result ? Given.Spell(result) : null });

    public static StepField Sight() =>
        Of(Given.Word<Sight>("--sight", "What is there to see.", isRequired: true), (value, to) => to with { Sight = value });

    public static StepField Application() => Of(
        Given.Word<ApplicationKind>("--for", "What the unit asks for.", isRequired: true),
        (value, to) => to with { Application = value });

    public static StepField Until() =>
        Of(Given.Time("--until", "Until when a suspension is asked for."), (value, to) => to with { Until = value });

    public static StepField Granted() =>
        Of(YesOrNo("--granted", "Whether it is granted or supported."), (value, to) => to with { Granted = value });

    public static StepField To() =>
        Of(Given.Word<Tier>("--to", "The tier.", isRequired: true), (value, to) => to with { To = value });

    public static StepField Grade() =>
        Of(Given.Word<ItemGrade>("--grade", "When it can be solved.", isRequired: true), (value, to) => to with { Grade = value });

    public static StepField Place() => Of(Given.Place(), (value, to) => to with { Lon = value?.Lon, Lat = value?.Lat });

    public static StepField Into() =>
        Of(Given.NeededText("--into", "case", "The case that stays open."), (value, to) => to with { Into = value });

    public static StepField Call() =>
        Of(Given.Word<CallKind>("--call", "Why they are called.", isRequired: true), (value, to) => to with { Call = value });

    public static StepField Topic() => Of(
        Given.NeededText("--topic", "word", "What it is about; a whistle is enforcement, key-work or emergency."),
        (value, to) => to with { Topic = value });

    public static StepField Parties() => Of(
        Given.NeededText("--parties", "unit,…", "The units that are called."),
        (value, to) => to with { Parties = value!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) });

    public static StepField Due() =>
        Of(Given.Time("--due", "Until when they have to be there or to answer."), (value, to) => to with { Due = value });

    public static StepField Text() => Of(Given.Text("--text", "words", "In words."), (value, to) => to with { Text = value });

    public static StepField Number() => Of(Number("--number", "The number of the call in its case."), (value, to) => to with { Number = value });

    public static StepField Party() =>
        Of(Given.NeededText("--party", "unit", "The unit that is graded."), (value, to) => to with { Party = value });

    public static StepField Score() => Of(Number("--score", "From 0 to 100."), (value, to) => to with { Score = value });

    public static StepField Outcome() =>
        Of(Given.NeededText("--outcome", "words", "What came of it."), (value, to) => to with { Outcome = value });

    public static StepField Responded() =>
        Of(YesOrNo("--responded", "Whether somebody had responded."), (value, to) => to with { Responded = value });

    public static StepField Solved() =>
        Of(YesOrNo("--solved", "Whether the problem is solved."), (value, to) => to with { Solved = value });

    public static StepField Satisfaction() => Of(
        Given.Word<Satisfaction>("--satisfaction", "How content the reporter is.", isRequired: true),
        (value, to) => to with { Satisfaction = value });

    private static StepField Of<T>(Option<T> option, Func<T?, CommandRequest, CommandRequest> fill) =>
        new(option, (given, to) => fill(given.Get(option), to));

    private static Option<bool?> YesOrNo(string name, string description) =>
        new(name) { Description = description, HelpName = "true|false", Required = true };

    private static Option<int?> Number(string name, string description) =>
        new(name) { Description = description, HelpName = "number", Required = true };
}
