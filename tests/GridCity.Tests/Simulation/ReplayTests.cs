using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Simulation.Replay;
using GridCity.Simulation.Runs;
using GridCity.Tests.Cases;
using GridCity.Tests.Cities;
using GridCity.Tests.Stories;
using Xunit;

namespace GridCity.Tests.Simulation;

public sealed class ReplayTests : IDisposable
{
    private const string Mapping =
        """
        key: { column: id }
        channel: { value: inspector }
        class: { column: class }
        point: { lon: lon, lat: lat, frame: wgs84 }
        seenAt: { column: opened, layouts: [yyyy-MM-dd HH:mm, yyyy-MM-dd, "yyyy-MM-dd'T'HH:mm:sszzz"], zone: Asia/Shanghai }
        handled:
          closed: { column: closed, layouts: [yyyy-MM-dd HH:mm, yyyy-MM-dd, "yyyy-MM-dd'T'HH:mm:sszzz"], zone: Asia/Shanghai }
          end: { column: end, map: { dup: duplicate, no: rejected }, default: case }

        """;

    private readonly TempFolder _folder = new();
    private readonly City _city = TestCity.Make();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_in_any_order_are_replayed_by_time()
    {
        var result = Replay(
            Mapping,
            Row("b", 250, "2026-09-14 10:00", "2026-09-14 11:00"),
            Row("a", 150, "2026-09-14 09:00", "2026-09-14 12:00"),
            Row("c", 350, "2026-09-14 11:30", ""));

        Assert.Equal((3, 2, 1), (result.Run.All.Filed, result.Run.All.Closed, result.Run.All.Open));
        Assert.Equal([new DayCount(new DateOnly(2026, 9, 14), 3)], result.Run.Days);
        Assert.Equal(4.0 / 2, result.RecordedClosing.Mean, 6);
    }

    [Fact]
    public void What_is_odd_is_counted_whatever_is_done_with_it()
    {
        var account = Replay(
            Mapping,
            Row("day", 50, "2026-09-14", "2026-09-16"),
            Row("midnight", 850, "2026-09-14 00:00", "2026-09-14 10:00"),
            Row("early", 150, "2026-09-14 10:00", "2026-09-13 10:00"),
            Row("once", 250, "2026-09-14 10:00", "2026-09-14 10:00"),
            Row("never", 350, "2026-09-14 10:00", ""),
            Row("twice", 450, "2026-09-14 10:00", "2026-09-14 12:00"),
            Row("twice", 450, "2026-09-14 10:00", "2026-09-14 13:00"),
            "nowhere,06010,,,2026-09-14 10:00,2026-09-14 11:00,",
            Row("east", 550, "2026-09-14T10:00:00+08:00", "2026-09-14T10:00:00+09:00"),
            Row("broken", 650, "yesterday", "")).Account;

        Assert.Equal(
            (10, 2, 7, 1, 1, 1, 2, 1, 1, 1, 1),
            (account.Rows, account.Bad, account.Replayed, account.DaysOnly, account.ClosingDaysOnly, account.Midnights, account.ClosedBeforeReported, account.ClosedAtOnce, account.NeverClosed, account.Repeated, account.WithoutPlace));
        Assert.Equal(
            [(TimeSpan.FromHours(8), 1L), (TimeSpan.FromHours(9), 1L)],
            account.Offsets.Select(pair => (pair.Key, pair.Value)));
        var sentences = string.Join('\n', account.Sentences());
        Assert.Contains("10 rows: 7 replayed, 2 bad.", sentences, StringComparison.Ordinal);
        Assert.Contains("several distances from UTC: +08:00 1 times, +09:00 1 times", sentences, StringComparison.Ordinal);
        Assert.Contains("line 11: 'yesterday'", sentences, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("atOnce", 1, 1, 0)]
    [InlineData("open", 1, 0, 1)]
    [InlineData("drop", 0, 0, 0)]
    public void A_closing_before_the_opening_is_handled_as_the_mapping_says(string rule, int filed, int closed, int open)
    {
        var all = Replay(
            Mapping + "  oddities: { earlyClosing: " + rule + " }\n",
            Row("other", 850, "2026-09-14 09:00", "2026-09-14 09:30"),
            Row("early", 150, "2026-09-14 10:00", "2026-09-13 10:00")).Run.All;

        Assert.Equal((filed + 1, closed + 1, open), (all.Filed, all.Closed, all.Open));
    }

    [Theory]
    [InlineData("first", 2.0, 1)]
    [InlineData("last", 3.0, 1)]
    [InlineData("each", 2.0, 2)]
    public void Of_rows_with_one_key_those_count_that_the_mapping_says(string rule, double hours, int replayed)
    {
        var result = Replay(
            Mapping + "  oddities: { repeatedKey: " + rule + " }\n",
            Row("twice", 450, "2026-09-14 10:00", "2026-09-14 12:00"),
            Row("twice", 450, "2026-09-14 10:00", "2026-09-14 13:00"));

        Assert.Equal((replayed, 1), (result.Account.Replayed, result.Account.Repeated));
        Assert.Equal(hours, result.Run.All.Closing.Mean, 6);
    }

    [Fact]
    public void Days_are_spread_over_the_day_and_never_end_before_they_begin()
    {
        var rows = Enumerable.Range(0, 200).Select(number => Row(
            $"r{number}", 5 + (number % 15 * 65), "2026-09-14", number % 2 == 0 ? "2026-09-14 08:00" : "2026-09-17", 5 + (number / 15 * 65))).ToArray();
        var result = Replay(Mapping + "  oddities: { days: spread, midnight: day }\n", rows);

        Assert.Equal((200, 100, 0), (result.Account.DaysOnly, result.Account.ClosingDaysOnly, result.Account.Midnights));
        Assert.Equal(200, result.Run.Days.Single().Reports);
        Assert.InRange(result.RecordedClosing.Quantile(0.01), 0, 0.5);
        Assert.InRange(result.RecordedClosing.Quantile(0.4), 2, 8);
        Assert.InRange(result.RecordedClosing.Quantile(0.75), 48, 72);
        Assert.True(result.RecordedClosing.Mean > 20);
    }

    [Theory]
    [InlineData("midnight", 0)]
    [InlineData("spread", 1)]
    public void A_closing_day_is_not_before_the_report_of_that_day(string rule, int least)
    {
        var rows = Enumerable.Range(0, 50).Select(number => Row($"r{number}", 5 + (number % 15 * 65), "2026-09-14 16:00", "2026-09-14", 5 + (number / 15 * 65))).ToArray();
        var result = Replay(Mapping + "  oddities: { days: " + rule + ", earlyClosing: drop }\n", rows);

        Assert.Equal((50, 50, 0), (result.Account.Replayed, result.Account.ClosingDaysOnly, result.Account.ClosedBeforeReported));
        Assert.InRange(result.RecordedClosing.Mean, least, 7);
    }

    [Fact]
    public void A_row_without_a_place_may_borrow_one_of_its_class()
    {
        var result = Replay(
            Mapping + "  oddities: { missingPlace: borrow }\n",
            Row("known", 450, "2026-09-14 10:00", "2026-09-14 12:00"),
            "nowhere,06010,,,2026-09-16 10:00,2026-09-16 11:00,");

        Assert.Equal((2, 0, 1), (result.Run.All.Filed, result.Account.Bad, result.Account.WithoutPlace));
        Assert.Equal(2, Assert.Single(result.Run.Cells).Counts.Reports);
    }

    [Fact]
    public void Offsets_may_be_ignored()
    {
        var written = Replay(Mapping, Row("x", 450, "2026-09-14T10:00:00+00:00", "2026-09-14T12:00:00+01:00")).Run.All.Closing.Mean;
        var ignored = Replay(Mapping + "  oddities: { offsets: zone }\n", Row("x", 450, "2026-09-14T10:00:00+00:00", "2026-09-14T12:00:00+01:00")).Run.All.Closing.Mean;

        Assert.Equal((1.0, 2.0), (Math.Round(written, 6), Math.Round(ignored, 6)));
    }

    [Fact]
    public void Recorded_repetitions_are_held_against_the_rules()
    {
        var run = Replay(
            Mapping,
            Row("one", 450, "2026-09-14 10:00", "2026-09-14 15:00"),
            Row("two", 455, "2026-09-14 11:00", "2026-09-14 15:00") + "dup",
            Row("far", 850, "2026-09-14 11:00", "2026-09-14 15:00") + "dup").Run;

        Assert.Equal((2, 1, 1), (run.RecordedDuplicates, run.AgreedDuplicates, run.All.Duplicates));
    }

    [Fact]
    public void Modelled_handling_gives_units_crews_and_forgets_when_history_closed()
    {
        var rows = Enumerable.Range(0, 100).Select(number => Row(
            $"r{number}", 50 + (number % 10 * 100), $"2026-09-{14 + (number % 5)} {9 + (number % 8):00}:{number % 60:00}", "2026-12-01", 50 + (number / 10 * 100))).ToArray();
        var result = Replay(Mapping, new ReplayOptions { Handling = HandlingKind.Modelled }, rows);

        Assert.True(result.Run.All.Closed > 90);
        Assert.InRange(result.Run.All.Closing.Median, 0.2, 48);
        Assert.NotEmpty(result.Run.Crews);
        Assert.True(result.Run.All.Closing.DistanceTo(result.RecordedClosing) > 0.9);
    }

    [Theory]
    [InlineData("  oddities: { days: sometimes }\n", "'days' is 'sometimes'; one of midnight, spread was expected")]
    [InlineData("  oddities: { dyas: spread }\n", "'dyas' is not expected here")]
    [InlineData("  returns: { column: end, map: { no: some } }\n", "'returns' says 'some'; a whole number from 0 to 255 was expected")]
    [InlineData("  ended: { column: end }\n", "'ended' is not expected here")]
    public void A_mapping_with_wrong_words_is_refused_with_the_line(string more, string sentence)
    {
        var fault = Assert.Throws<InputException>(() => Replay(Mapping + more, Row("x", 450, "2026-09-14 10:00", "")));

        Assert.Contains("line ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_which_every_row_is_bad_is_refused_with_reasons()
    {
        var fault = Assert.Throws<InputException>(() => Replay(Mapping, Row("x", 450, "then", ""), Row("y", 450, "2926-09-14 10:00", "")));

        Assert.Contains("Not one of the 2 rows", fault.Message, StringComparison.Ordinal);
        Assert.Contains("a year from 1950 to 2200", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mapping_that_names_what_the_city_does_not_know_is_refused()
    {
        var fault = Assert.Throws<InputException>(() => Replay(
            Mapping.Replace("class: { column: class }", "class: { column: class, map: { x: \"99999\" } }", StringComparison.Ordinal), Row("x", 450, "2026-09-14 10:00", "")));

        Assert.Contains("does not know what the mapping names: classes 99999", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mapping_is_proposed_that_works()
    {
        var file = _folder.Write("h.csv", "Case Number,Created Date,Closed Date,Category,Latitude,Longitude\n" + string.Concat(Enumerable.Range(0, 30).Select(number =>
        {
            var point = TestCity.At(5 + (number * 30), 150);
            return FormattableString.Invariant($"n{number},09/{14 + (number % 5)}/2026 10:{number % 60:00},,{(number % 2 == 0 ? "Exposed rubbish" : "Unlicensed vendor")},{point.Latitude},{point.Longitude}\n");
        })));
        var proposed = MappingGuess.Of(file, _city);
        var result = Replayer.Run(_city, file, _folder.Write("guess.yaml", proposed), new ReplayOptions(), TestContext.Current.CancellationToken);

        Assert.Contains("06010", proposed, StringComparison.Ordinal);
        Assert.Equal((30, 0), (result.Run.All.Filed + result.Run.All.Duplicates, result.Account.Bad));
    }

    [Fact]
    public void The_key_that_is_proposed_is_a_name_and_not_a_moment_even_where_names_repeat()
    {
        var file = _folder.Write("h.csv", "Request ID,Created Date,Category,Latitude,Longitude\n" + string.Concat(Enumerable.Range(0, 60).Select(number =>
        {
            var point = TestCity.At(5 + (number * 10), 150);
            return FormattableString.Invariant($"n{(number % 20 == 0 ? 0 : number)},09/{10 + (number % 20)}/2026 10:{number:00},{(number % 2 == 0 ? "Exposed rubbish" : "Unlicensed vendor")},{point.Latitude},{point.Longitude}\n");
        })));
        var proposed = MappingGuess.Of(file, _city);

        Assert.Contains("key: { column: \"Request ID\" }", proposed, StringComparison.Ordinal);
        Assert.Contains("have the key of another", proposed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_places_gets_no_proposal()
    {
        var file = _folder.Write("h.csv", "a,b\n1,2\n");

        Assert.Contains("No column looks like longitude", Assert.Throws<InputException>(() => MappingGuess.Of(file, _city)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HandlingKind.Recorded)]
    [InlineData(HandlingKind.Modelled)]
    public void Whistles_that_a_rule_blows_end_before_their_case_is_closed(HandlingKind handling)
    {
        var city = StoryCity.LoadCity();
        var rule = city.Rules.Overlays.SelectMany(overlay => overlay.Rules).First(one => one.Whistle is not null);
        var point = PointOf(city, rule, new DateTimeOffset(2026, 9, 14, 2, 0, 0, TimeSpan.Zero));
        var row = FormattableString.Invariant($"x,{rule.When.Classes.First()},{point.Longitude},{point.Latitude},2026-09-14 10:00,2026-09-14 12:00,");
        var file = _folder.Write("history.csv", $"id,class,lon,lat,opened,closed,end\n{row}\n");

        var run = Replayer.Run(
            city, file, _folder.Write("mapping.yaml", Mapping), new ReplayOptions { Handling = handling }, TestContext.Current.CancellationToken).Run;

        Assert.Equal((1, 1, 0), (run.All.Filed, run.All.Closed, run.All.Open));
    }

    // A point of a cell that only this rule decides.
    private static GeoPoint PointOf(City city, Rule rule, DateTimeOffset at) => Enumerable.Range(0, city.Grid.Count)
        .Select(cell => (cell, Box: city.Grid.BoundsOf(cell)))
        .Select(one => (one.cell, Place: new PlanePoint((one.Box.MinX + one.Box.MaxX) / 2, (one.Box.MinY + one.Box.MaxY) / 2)))
        .Where(one => city.Grid.Locate(one.Place) == one.cell && city.Rules.Route(new RoutingQuestion(
            rule.When.Classes.First(), "inspector", city.Grid.CodeOf(one.cell), one.cell, one.Place, at))?.Reason.Rule == rule.Id)
        .Select(one => city.Plane.ToGeo(one.Place)).First();

    private static string Row(string key, double x, string opened, string closed, double y = 150)
    {
        var point = TestCity.At(x, y);
        return FormattableString.Invariant($"{key},06010,{point.Longitude},{point.Latitude},{opened},{closed},");
    }

    private ReplayResult Replay(string mapping, params string[] rows) => Replay(mapping, new ReplayOptions(), rows);

    private ReplayResult Replay(string mapping, ReplayOptions options, params string[] rows)
    {
        var file = _folder.Write("history.csv", "id,class,lon,lat,opened,closed,end\n" + string.Join('\n', rows) + "\n");
        return Replayer.Run(_city, file, _folder.Write("mapping.yaml", mapping), options, TestContext.Current.CancellationToken);
    }
}
