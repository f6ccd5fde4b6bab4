using GridCity.Simulation.Formats;
using GridCity.Tests.Cities;
using Xunit;

namespace GridCity.Tests.Rules;

/// <summary>Rules and great events that cannot be meant: each fault has its file, line, field and what to do.</summary>
public sealed class RuleFaultTests
{
    [Theory]
    [InlineData("- {id: a, when: {family: sanitation}, lead: sanitation}\n- {id: b, when: {class: \"06010\"}, lead: enforcement}\n", 2, "b.when", "asks the same as 'a' on line 1 but answers otherwise: lead 'enforcement' instead of 'sanitation'")]
    [InlineData("- id: a\n  when: {within: {layer: roads, metres: 9, side: north}}\n  lead: sanitation\n", 2, "when.within.side", "is 'north'; left, right were expected")]
    [InlineData("- id: a\n  when: {within: {layer: roads, metres: 9, ends: sharp}}\n  lead: sanitation\n", 2, "when.within.ends", "is 'sharp'; flat, round were expected")]
    [InlineData("- id: a\n  when: {on: {layer: roads, side: left}}\n  lead: sanitation\n", 2, "when.on.side", "has no meaning with on")]
    [InlineData("- id: a\n  when: {within: {layer: roads, metres: 9, where: {lanes: \"=>5\"}}}\n  lead: sanitation\n", 2, "when.within.where.lanes", "is '=>5', which begins with no comparison that is known")]
    [InlineData("- id: a\n  when: {within: {layer: roads, metres: 9, where: {lanes: \">=many\"}}}\n  lead: sanitation\n", 2, "when.within.where.lanes", "a number was expected after >=")]
    [InlineData("- id: a\n  when: {within: {layer: roads, metres: 9, where: {lanes: {from: 1}}}}\n  lead: sanitation\n", 2, "when.within.where.lanes", "is a mapping; a value, a list of values or a comparison was expected")]
    [InlineData("- id: a\n  when: {within: {layer: roads, metres: 9, where: {owner: \">5\"}}}\n  lead: sanitation\n", 1, "a.where.owner", "no feature of roads has a number there, but 'city'")]
    [InlineData("- id: a\n  when: {within: {layer: roads, metres: 9, where: {owner: [city, distrikt]}}}\n  lead: sanitation\n", 1, "a.where.owner", "Did you mean 'district'?")]
    [InlineData("- id: a\n  when: {within: {layer: roads, metres: 9, where: {lane: \">5\"}}}\n  lead: sanitation\n", 1, "a.where.lane", "is an attribute that no feature of roads has. Did you mean 'lanes'?")]
    [InlineData("- id: a\n  when: {within: {layer: roads, metres: 9, where: {owner: city, kind: lane}}}\n  lead: sanitation\n", 1, "a.where", "asks for what no feature of roads has all at once")]
    [InlineData("- id: a\n  when: {within: {layer: rivers, metres: 9, side: left}}\n  lead: sanitation\n", 1, "a.side", "means lines, and rivers has none")]
    [InlineData("- id: a\n  when: {at: {where: {kind: construction}}}\n  lead: sanitation\n", 2, "when.at.metres", "is missing")]
    [InlineData("- id: a\n  when: {not: {}}\n  lead: sanitation\n", 2, "when.not", "asks for nothing")]
    [InlineData("- id: a\n  when: {not: {not: {on: rivers}}}\n  lead: sanitation\n", 2, "when.not.not", "is no key that is known here")]
    [InlineData("- id: a\n  when: {not: {on: lakes}}\n  lead: sanitation\n", 1, "a.layer", "is 'lakes', which is no layer of this city")]
    [InlineData("- id: a\n  when: {not: {on: roads}}\n  lead: \"{roads.owner}-roads\"\n", 1, "a.lead", "but the rule does not ask for the layer roads")]
    [InlineData("- id: a\n  lead: sanitation\n  whistle: loud and clear\n", 3, "rule.whistle", "true, false or a kind such as emergency was expected")]
    public void A_rule_that_cannot_be_meant_is_refused(string rules, int line, string field, string says)
    {
        var load = RulesFolder.Load(rules);

        Assert.Null(load.City);
        Assert.Contains(load.Faults, fault =>
            fault.File == "rules.yaml" && fault.Line == line && fault.Field.EndsWith(field, StringComparison.Ordinal)
            && fault.Message.Contains(says, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("- {id: e, from: 2026-10-02, until: 2026-10-01}\n", "event.until", "is 2026-10-01 00:00, not after from (2026-10-02 00:00)")]
    [InlineData("- {id: e, from: 2026-10-01, until: 2027-10-02, yearly: true}\n", "event.until", "One that is yearly lasts a year at most")]
    [InlineData("- {id: e, from: 2026-10-01, until: 2026-10-02, yearly: often}\n", "event.yearly", "true or false was expected")]
    [InlineData("- {id: e, from: soon, until: 2026-10-01}\n", "event.from", "a local date and time was expected")]
    [InlineData("- {id: e, from: 2026-10-01, until: 2026-10-02, limit_factor: 0}\n", "event.limit_factor", "leaves no time at all")]
    [InlineData("- {id: e, from: 2026-10-01, until: 2026-10-02, on: lakes}\n", "e.layer", "is no layer of this city")]
    [InlineData("- {id: e, from: 2026-10-01, until: 2026-10-02, inform: [nobody]}\n", "e.inform", "is no unit of this city")]
    [InlineData("- {id: e, from: 2026-10-01, until: 2026-10-02, rules: [{id: a, lead: sanitation}]}\n", "a.id", "is taken by line 1 of rules.yaml")]
    [InlineData("- {id: e, from: 2026-10-01, until: 2026-10-02}\n- {id: e, from: 2026-10-01, until: 2026-10-02}\n", "event.id", "is 'e' as on line 1")]
    [InlineData("id: e\n", "", "a list of events was expected")]
    public void A_great_event_that_cannot_be_meant_is_refused(string events, string field, string says)
    {
        var load = RulesFolder.Load("- {id: a, when: {class: \"06010\"}, lead: sanitation}\n", events);

        Assert.Null(load.City);
        Assert.Contains(load.Faults, fault =>
            fault.File == "events.yaml" && fault.Field == field && fault.Message.Contains(says, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{id: p, times_a_day: 2, inside: \"110101009\"}", "p.inside", "is 110101009, in which there is no cell")]
    [InlineData("{id: p, times_a_day: 2, inside: north}", "event.patrols.inside", "6, 9, 12 or 15 digits were expected")]
    [InlineData("{id: p, times_a_day: 2}", "event.patrols.inside", "is missing, and the event names no areas either")]
    [InlineData("{id: p, times_a_day: 0, inside: \"110101001\"}", "event.patrols.times_a_day", "asks for nothing")]
    [InlineData("{id: p, times_a_day: often, inside: \"110101001\"}", "event.patrols.times_a_day", "a whole number from 0 to 96 was expected")]
    [InlineData("{id: p, inside: \"110101001\"}", "event.patrols.times_a_day", "is missing")]
    [InlineData("{id: p, times_a_day: 2, inside: \"110101001\", kind: volunter}", "event.patrols.kind", "Did you mean 'volunteer'?")]
    [InlineData("{id: p, times_a_day: 2, inside: \"110101001\", until: 2026-10-09}", "event.patrols.until", "is 2026-10-09, outside the event, which has the days from 2026-10-01 to 2026-10-08")]
    [InlineData("{id: p, times_a_day: 2, inside: \"110101001\", from: 2026-10-05, until: 2026-10-04}", "event.patrols.until", "before from (2026-10-05)")]
    [InlineData("{id: p, times_a_day: 2, inside: \"110101001\", hours: always}", "event.patrols.hours", "a span of times was expected")]
    [InlineData("{id: p, times_a_day: 2, inside: \"110101001\", who: me}", "event.patrols.who", "is no key that is known here")]
    [InlineData("{id: p, times_a_day: 2, inside: \"110101001\"}, {id: p, times_a_day: 1, inside: \"110101001\"}", "event.patrols.id", "is 'p' as on line 3")]
    public void A_patrol_of_a_great_event_that_cannot_be_meant_is_refused(string patrol, string field, string says)
    {
        var load = RulesFolder.Load("[]\n", $"- id: e\n  from: 2026-10-01T06:00\n  patrols: [{patrol}]\n  until: 2026-10-09\n");

        Assert.Null(load.City);
        Assert.Contains(load.Faults, fault =>
            fault.File == "events.yaml" && fault.Line == 3 && fault.Field == field && fault.Message.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_written_reads_as_what_it_was()
    {
        const string rules =
            """
            - id: everything
              when:
                within: {layer: roads, metres: 12.5, side: right, ends: flat, where: {owner: [city, district], lanes: ">=2", kind: "!=lane"}}
                not: [{on: rivers}, {channel: hotline, hours: "22:00-06:00"}]
              lead: sanitation
              supporting: enforcement
              whistle: emergency
            - {id: plain, when: {class: "06010"}, lead: sanitation, supporting: enforcement, whistle: true}

            """;
        var files = RulesFolder.Files(rules);
        var first = GoodFolder.Load(files).City!.Rules.Rules;
        files["rules.yaml"] = GridCity.Simulation.Cities.RulesText.Of(first);
        var load = GoodFolder.Load(files);

        Assert.Empty(load.Faults);
        Assert.Equal(first.Select(rule => Core.Rules.ConditionKey.Of(rule.When)), load.City!.Rules.Rules.Select(rule => Core.Rules.ConditionKey.Of(rule.When)));
        Assert.Equal(["emergency", "general"], load.City.Rules.Rules.Select(rule => rule.Whistle));
    }

    [Fact]
    public void Twins_that_agree_and_a_whistle_that_calls_nobody_are_warned_of()
    {
        var load = RulesFolder.Load(
            "- {id: a, when: {class: \"06010\"}, lead: sanitation}\n- {id: b, when: {family: sanitation}, lead: sanitation}\n- {id: c, when: {class: \"08004\"}, lead: construction, whistle: true}\n");

        Assert.NotNull(load.City);
        Assert.Equal(["b.when", "c.whistle"], load.Faults.Select(fault => fault.Field));
        Assert.All(load.Faults, fault => Assert.Equal(Severity.Warning, fault.Severity));
    }
}
