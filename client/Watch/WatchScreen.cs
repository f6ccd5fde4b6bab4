using GridCity.Client.Api;
using GridCity.Client.Views;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace GridCity.Client.Watch;

/// <summary>The live screen: totals, the streets by load, and the flow of events.</summary>
internal sealed class WatchScreen(Terminal terminal, CityPicture city)
{
    private const string Levels = " ▁▂▃▄▅▆▇█";
    private const int HeadHeight = 1;
    private const int TotalsWidth = 34;
    private const int TotalsHeight = 18;
    private const int FlowHeightMin = 12;
    private const int NameLengthMax = 36;

    // A frame and a table in it take two lines for the frame, and a blank, a name, a rule and a blank for the table.
    private const int TableHeight = 6;

    private readonly CityTime _time = CityTime.Of(city);

    /// <summary>Draws whatever arrives until the stream ends.</summary>
    public Task RunAsync(IAsyncEnumerable<StreamEvent> events)
    {
        var state = new WatchState();
        return terminal.Screen
            .Live(Draw(state))
            .AutoClear(false)
            .Overflow(VerticalOverflow.Crop)
            .StartAsync(async context =>
            {
                await foreach (var happened in events)
                {
                    state.Take(happened);
                    context.UpdateTarget(Draw(state));
                }
            });
    }

    /// <summary>The screen for a state, as high as the terminal.</summary>
    public IRenderable Draw(WatchState state)
    {
        // The streets get the room they need, the flow what is left, and neither less than it takes to be of use.
        var height = Math.Max(terminal.Screen.Profile.Height, TotalsHeight + FlowHeightMin + HeadHeight + 1);
        var roomForStreets = Math.Max(TotalsHeight, height - FlowHeightMin - HeadHeight - 1);
        var middleHeight = Math.Clamp(state.Streets.Count + TableHeight, TotalsHeight, roomForStreets);
        var flowHeight = height - HeadHeight - middleHeight - 1;
        var layout = new Layout().SplitRows(
            new Layout("head").Size(HeadHeight),
            new Layout("middle").Size(middleHeight)
                .SplitColumns(new Layout("totals").Size(TotalsWidth), new Layout("streets")),
            new Layout("flow").Size(flowHeight));
        layout["head"].Update(Head(state));
        layout["totals"].Update(Framed("today", TotalsOf(state.Totals)));
        layout["streets"].Update(Framed("streets by load", StreetsOf(state, middleHeight - TableHeight)));
        layout["flow"].Update(Framed("flow", FlowOf(state, flowHeight - TableHeight)));
        return layout;
    }

    private Paragraph Head(WatchState state)
    {
        var name = Wording.Both(city.Name, city.NameZh, city.Id);
        var head = new Paragraph().Append(name, new Style(decoration: Decoration.Bold));
        if (city.IsDemonstration || city.IsSynthetic)
        {
            head.Append(city.IsDemonstration ? "  demonstration" : "  made-up city", new Style(Color.Yellow));
        }
        if (state.At is { } at)
        {
            head.Append($"  {_time.Second(at)}  position {Wording.Count(state.Position)}", new Style(Color.Grey));
        }
        return state.Interruption is { } interruption ? head.Append("  " + interruption, new Style(Color.Red)) : head;
    }

    private static Panel Framed(string title, IRenderable content) =>
        new(content) { Header = new PanelHeader(title), Border = BoxBorder.Rounded, Expand = true };

    private static IRenderable TotalsOf(Totals? totals)
    {
        if (totals is null)
        {
            return new Text("waiting for the first board …", new Style(Color.Grey));
        }
        var grid = new Grid().AddColumn().AddColumn(new GridColumn().RightAligned().NoWrap());
        void Line(string label, int number, Color? color = null) => grid.AddRow(
            new Text(label), new Text(Wording.Count(number), new Style(number > 0 ? color : null)));

        Line("reported", totals.ReportedToday);
        Line("filed", totals.FiledToday);
        Line("sent to units", totals.DispatchedToday);
        Line("closed", totals.ClosedToday, Color.Green);
        Line("rejected", totals.RejectedToday);
        Line("duplicates", totals.DuplicatesToday);
        grid.AddEmptyRow();
        Line("open now", totals.Open);
        Line("overdue", totals.Overdue, Color.Red);
        Line("to verify", totals.PendingVerification);
        Line("to send", totals.PendingFiling + totals.PendingDispatch);
        Line("at units", totals.PendingAcceptance + totals.Handling);
        Line("to check", totals.PendingCheck);
        Line("to close", totals.PendingClosing);
        var hour = new Text(Bars(totals.PerMinute, TotalsWidth - 4), new Style(Color.Aqua));
        return new Rows(grid, hour);
    }

    private static Table StreetsOf(WatchState state, int rows)
    {
        var table = CaseView.Plain("street", "open", "overdue", "today", "");
        table.Columns[1].RightAligned();
        table.Columns[2].RightAligned();
        table.Columns[3].RightAligned();
        var most = Math.Max(1, state.Streets.Select(street => street.Open).DefaultIfEmpty().Max());
        var byLoad = state.Streets.OrderByDescending(street => street.Open).ThenBy(street => street.Code);
        foreach (var street in byLoad.Take(rows))
        {
            table.AddRow(
                new Text(Wording.Both(street.Name, street.NameZh, street.Code)),
                new Text(Wording.Count(street.Open)),
                new Text(Wording.Count(street.Overdue), new Style(street.Overdue > 0 ? Color.Red : Color.Grey)),
                new Text(Wording.Count(street.Today)),
                new Text(new string('▇', (int)Math.Ceiling(16.0 * street.Open / most)), new Style(Color.Aqua)));
        }
        return table;
    }

    private Table FlowOf(WatchState state, int rows)
    {
        var skipped = state.Skipped == 0 ? string.Empty : $"{Wording.Count(state.Skipped)} more went by";
        var table = CaseView.Plain("time", "case", "what", "class", skipped);
        foreach (var happening in state.Flow.Take(rows))
        {
            table.AddRow(
                new Text(_time.Clock(happening.At)),
                new Text(happening.Case),
                new Text(Wording.OfKind(happening.Kind)),
                Short(Wording.Both(happening.ClassName, happening.ClassNameZh, happening.Class)),
                Short(Wording.Both(happening.UnitName, happening.UnitNameZh, happening.Unit ?? string.Empty)));
        }
        return table;
    }

    private static Text Short(string name) => new(CaseView.Shorten(name, NameLengthMax));

    private static string Bars(IReadOnlyList<MinuteLoad>? minutes, int width)
    {
        var counts = (minutes ?? []).TakeLast(width).Select(minute => minute.Reported).ToArray();
        var most = Math.Max(1, counts.DefaultIfEmpty().Max());
        return string.Concat(counts.Select(count => Levels[(int)Math.Ceiling((Levels.Length - 1.0) * count / most)]));
    }
}
