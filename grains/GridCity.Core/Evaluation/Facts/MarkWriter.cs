using GridCity.Core.Cases;

namespace GridCity.Core.Evaluation;

/// <summary>Turns an event of a case into its mark. What no indicator asks for leaves none.</summary>
internal static class MarkWriter
{
    public static void Write(Words words, CaseFacts facts, long at, CaseEvent happened)
    {
        switch (happened)
        {
            case CaseDispatched e:
                var tier = (byte)(e.Tier ?? 0);
                facts.Add(new(MarkKind.Dispatched, at, words.Of(e.By), words.Of(e.Unit), tier, Moments.Of(e.Due)), true);
                break;
            case CaseAccepted e:
                facts.Add(new(MarkKind.Accepted, at, words.Of(e.By)));
                break;
            case CaseFinished e:
                facts.Add(new(MarkKind.Finished, at, words.Of(e.By), due: Moments.Of(e.CheckDue)), true);
                break;
            case CaseReturned e:
                facts.Add(new(MarkKind.Returned, at, words.Of(e.By)));
                break;
            case TaskGiven e:
                facts.Add(new(MarkKind.TaskGiven, at, words.Of(e.By), words.Of(e.Inspector), due: Moments.Of(e.TakeBy)), true);
                break;
            case TaskTaken e:
                facts.Add(new(MarkKind.TaskTaken, at, words.Of(e.By)));
                break;
            case DuePassed or ReportersTold or CaseGraded or CaseRemarked or ApplicationMade or CaseArrived or CallOverdue:
                // Told by other events, or of no interest to any indicator.
                break;
            default:
                WriteCentre(words, facts, at, happened);
                break;
        }
    }

    /// <summary>What the two centres and inspectors do.</summary>
    private static void WriteCentre(Words words, CaseFacts facts, long at, CaseEvent happened)
    {
        switch (happened)
        {
            case VerificationAsked e:
                facts.Add(new(MarkKind.VerificationAsked, at, words.Of(e.By), words.Of(e.Inspector), due: Moments.Of(e.Due)), true);
                break;
            case CaseVerified e:
                facts.Add(new(MarkKind.Verified, at, words.Of(e.By), detail: (byte)e.Sight));
                break;
            case CaseFiled e:
                facts.Add(new(MarkKind.Filed, at, words.Of(e.By)));
                break;
            case CaseRejected e:
                facts.Add(new(MarkKind.Rejected, at, words.Of(e.By)));
                break;
            case DuplicateFound e:
                facts.Add(new(MarkKind.Duplicate, at, words.Of(e.By)));
                break;
            case CaseChecked e:
                facts.Add(new(MarkKind.Checked, at, words.Of(e.By), detail: (byte)e.Result));
                break;
            case CaseClosed e:
                facts.Add(new(MarkKind.Closed, at, words.Of(e.By)));
                break;
            case CaseSelfFixed e:
                facts.Add(new(MarkKind.SelfFixed, at, words.Of(e.By)));
                break;
            case CaseForceClosed e:
                facts.Add(new(MarkKind.ForceClosed, at, words.Of(e.By)));
                break;
            case CaseSentBack e:
                facts.Add(new(MarkKind.SentBack, at, words.Of(e.By)));
                break;
            default:
                WriteLater(words, facts, at, happened);
                break;
        }
    }

    /// <summary>Clocks, powers and places.</summary>
    private static void WriteLater(Words words, CaseFacts facts, long at, CaseEvent happened)
    {
        switch (happened)
        {
            case ApplicationDecided { IsGranted: true } e:
                var kind = e.Application == ApplicationKind.Extension ? MarkKind.Extended : MarkKind.Suspended;
                facts.Add(new(kind, at, words.Of(e.By), due: Moments.Of(e.Due)), true);
                break;
            case ApplicationDecided:
                break;
            case CaseResumed e:
                facts.Add(new(MarkKind.Resumed, at, words.Of(e.By), due: Moments.Of(e.Due)), true);
                break;
            case CaseSupervised e:
                facts.Add(new(MarkKind.Supervised, at, words.Of(e.By)));
                break;
            case CaseEscalated e:
                facts.Add(new(MarkKind.Escalated, at, words.Of(e.By), words.Of(e.Unit), (byte)e.To));
                break;
            case RepeatFound e:
                facts.Repeats = e.Times;
                break;
            case CaseJoined e:
                facts.Add(new(MarkKind.Joined, at, words.Of(e.By), words.Of(e.Reporter.Channel)));
                break;
            case CaseRelocated e:
                facts.Add(new(MarkKind.Moved, at, words.Of(e.By), due: e.To.Value));
                facts.Add(new(MarkKind.MovedX, at, due: BitConverter.DoubleToInt64Bits(e.Place.X)));
                facts.Add(new(MarkKind.MovedY, at, due: BitConverter.DoubleToInt64Bits(e.Place.Y)));
                break;
            default:
                WriteCall(words, facts, at, happened);
                break;
        }
    }

    /// <summary>Calls to other bodies, and what comes after the end.</summary>
    private static void WriteCall(Words words, CaseFacts facts, long at, CaseEvent happened)
    {
        switch (happened)
        {
            case CallMade e:
                var detail = (byte)(((int)e.Call << 5) | (e.Number - 1));
                facts.Add(new(MarkKind.CallMade, at, words.Of(e.By), words.Of(e.Topic), detail, Moments.Of(e.Due)), true);
                foreach (var party in e.Parties.AsSpan())
                {
                    facts.Add(new(MarkKind.CallParty, at, Words.None, words.Of(party), (byte)e.Number));
                }
                break;
            case CallAnswered e:
                facts.Add(new(MarkKind.CallAnswered, at, words.Of(e.By), words.Of(e.Party), (byte)e.Number));
                break;
            case CallGraded e:
                facts.Add(new(MarkKind.CallGraded, at, words.Of(e.By), words.Of(e.Party), (byte)e.Number, e.Score));
                break;
            case CallClosed e:
                facts.Add(new(MarkKind.CallClosed, at, words.Of(e.By), words.Of(e.Unit), (byte)e.Number));
                break;
            case AppealDecided { IsGranted: true } e:
                facts.Add(new(MarkKind.AppealGranted, at, words.Of(e.By)));
                break;
            case AppealMade or AppealReviewed or AppealDecided:
                break;
            case ReporterCalledBack e:
                var said = ((int)e.Satisfaction << 2) | (e.Solved ? 2 : 0) | (e.Responded ? 1 : 0);
                facts.Add(new(MarkKind.CalledBack, at, words.Of(e.By), detail: (byte)said));
                break;
            case CaseExcluded e:
                facts.Add(new(MarkKind.Excluded, at, words.Of(e.By)));
                break;
            default:
                throw new InvariantBroken($"Evaluation does not know the event {happened.GetType().Name}.");
        }
    }
}
