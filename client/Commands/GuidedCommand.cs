using System.CommandLine;
using GridCity.Client.Api;
using GridCity.Journal;
using GridCity.Simulation.Replay;

namespace GridCity.Client.Commands;

/// <summary>
/// A command that shows how it is used and turns every expected failure into a sentence and an exit code.
/// </summary>
internal sealed class GuidedCommand(string name, string description, params string[] examples)
    : Command(name, description)
{
    /// <summary>Whole command lines that work.</summary>
    public IReadOnlyList<string> Examples => examples;

    /// <summary>Sets what the command does.</summary>
    public void Does(Terminal terminal, CommonOptions common, Func<Invocation, CancellationToken, Task<int>> act) =>
        SetAction(async (parsed, stop) =>
        {
            var invocation = new Invocation(parsed, terminal, common);
            try
            {
                return await act(invocation, stop);
            }
            catch (ProblemException refusal)
            {
                invocation.Refuse(refusal);
                return ExitCode.Refused;
            }
            catch (ServerUnreachableException fault)
            {
                invocation.Complain(fault.Message);
                return ExitCode.Unreachable;
            }
            catch (Exception fault) when (fault is UsageException or InputException)
            {
                invocation.Complain(fault.Message);
                return ExitCode.Usage;
            }
            catch (JournalUnavailableException fault)
            {
                invocation.Complain(fault.Message);
                return ExitCode.Usage;
            }
            catch (JournalFaultException fault)
            {
                invocation.Complain(fault.Message);
                return ExitCode.Refused;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SourceException)
            {
                invocation.Complain(fault.Message);
                return ExitCode.Refused;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return ExitCode.Interrupted;
            }
        });
}
