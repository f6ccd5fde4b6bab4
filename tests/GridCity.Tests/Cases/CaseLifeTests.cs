using Xunit;

namespace GridCity.Tests.Cases;

public class CaseLifeTests
{
    [Fact]
    public void An_inspectors_report_lives_its_main_life() => Story.Check("""
        Mon 09:00 inspector:i-1      report r1 50,50 06010 inspector → PendingAcceptance sanitation by sanitation due Mon 15:00
            09:05 unit:sanitation    accept r1                       → Handling sanitation by sanitation due Mon 15:00
            10:00 unit:sanitation    finish r1 cleared               → PendingCheck sanitation by sanitation due Mon 12:00
            10:30 inspector:i-1      check r1 pass                   → PendingClosing sanitation by sanitation
            10:40 supervision:desk   close r1                        → Closed sanitation by sanitation
            10:41 supervision:desk   close r1                        → refused CaseEnded
        """);

    [Fact]
    public void A_hotline_report_is_verified_and_filed_first() => Story.Check("""
        Mon 09:00 public:p           report r1 50,50 06010 hotline   → PendingVerification due Tue 09:00
            09:10 unit:sanitation    verify r1 exists                → refused RoleNotAllowed
            09:20 inspector:i-1      verify r1 unable                → PendingVerification due Tue 09:00
            09:30 inspector:i-1      verify r1 exists                → PendingFiling
            09:35 command:desk       file r1                         → refused RoleNotAllowed
            09:40 supervision:desk   file r1                         → PendingAcceptance sanitation by sanitation due Mon 15:40
        """);

    [Fact]
    public void What_is_not_there_is_rejected() => Story.Check("""
        Mon 09:00 public:p           report r1 50,50 06010 hotline   → PendingVerification due Tue 09:00
            09:30 inspector:i-1      verify r1 missing               → Rejected
            09:31 inspector:i-1      verify r1 exists                → refused CaseEnded
        Mon 10:00 public:p           report r2 250,50 06010 hotline  → PendingVerification due Tue 10:00
            10:10 supervision:desk   reject r2                       → refused TextMissing
            10:11 supervision:desk   reject r2 elsewhere             → Rejected
        """);

    [Fact]
    public void A_wrong_unit_returns_and_another_gets_the_whole_limit_again() => Story.Check("""
        Mon 09:00 inspector:i-1      report r1 50,50 06010 inspector → PendingAcceptance sanitation by sanitation due Mon 15:00
            09:10 unit:drainage      return r1 no                    → refused UnitNotResponsible
            09:11 unit:sanitation    return r1                       → refused TextMissing
            09:12 unit:sanitation    return r1 private               → PendingDispatch
            09:20 unit:sanitation    accept r1                       → refused StageNotAllowed
            09:30 supervision:desk   dispatch r1 street-west         → refused RoleNotAllowed
            09:31 command:desk       dispatch r1 nobody              → refused UnitUnknown
            10:00 command:desk       dispatch r1 street-west         → PendingAcceptance street-west by manual due Mon 16:00 redispatch 1
            10:05 unit:street-west   accept r1                       → Handling street-west by manual due Mon 16:00 redispatch 1
            10:10 unit:street-west   return r1 again                 → PendingDispatch redispatch 1
            10:20 command:desk       dispatch r1                     → PendingAcceptance sanitation by sanitation due Mon 16:20 redispatch 2
        """);

    [Fact]
    public void A_failed_check_is_rework_by_the_first_limit() => Story.Check("""
        Mon 09:00 inspector:i-1      report r1 50,50 06010 inspector → PendingAcceptance sanitation by sanitation due Mon 15:00
            09:05 unit:sanitation    accept r1                       → Handling sanitation by sanitation due Mon 15:00
            10:00 unit:sanitation    finish r1 cleared               → PendingCheck sanitation by sanitation due Mon 12:00
            10:10 inspector:i-1      check r1 unable                 → PendingCheck sanitation by sanitation due Mon 12:00
            10:30 inspector:i-1      check r1 fail                   → Handling sanitation by sanitation due Mon 15:00 rework 1
            10:40 unit:sanitation    finish r1 again                 → PendingCheck sanitation by sanitation due Mon 12:40 rework 1
            10:50 inspector:i-1      check r1 pass                   → PendingClosing sanitation by sanitation rework 1
            10:51 unit:sanitation    close r1                        → refused RoleNotAllowed
            10:52 supervision:desk   close r1                        → Closed sanitation by sanitation rework 1
        """);

    [Fact]
    public void A_due_time_passes_once_and_leaves_its_mark() => Story.Check("""
        Mon 09:00 inspector:i-1      report r1 50,50 06010 inspector → PendingAcceptance sanitation by sanitation due Mon 15:00
            14:59 system:gridcity    expire r1 handling              → refused NotDue
            15:00 system:gridcity    expire r1 check                 → refused NotDue
            15:00 public:p           expire r1 handling              → PendingAcceptance sanitation by sanitation due Mon 15:00 overdue
            15:01 system:gridcity    expire r1 handling              → refused NotDue
            15:10 unit:sanitation    accept r1                       → Handling sanitation by sanitation due Mon 15:00 overdue
        """);

    [Fact]
    public void The_same_problem_near_and_soon_is_a_duplicate_also_over_a_border() => Story.Check("""
        Mon 09:00 inspector:i-1      report r1 90,50 06010 inspector   → PendingAcceptance sanitation by sanitation due Mon 15:00
            09:10 inspector:i-1      report r2 110,50 06010 inspector  → Duplicate of r1
            09:11 inspector:i-1      report r3 110,50 09001 inspector  → PendingAcceptance street-west by territorial due Mon 11:11
            09:12 inspector:i-1      report r4 141,50 06010 inspector  → PendingAcceptance sanitation by sanitation due Mon 15:12
            09:13 inspector:i-1      report r5 120,50 06010 inspector  → Duplicate of r4
        Tue 09:01 inspector:i-1      report r6 90,50 06010 inspector   → PendingAcceptance sanitation by sanitation due Tue 15:01
        """);

    [Fact]
    public void The_same_command_id_is_answered_once() => Story.Check("""
        Mon 09:00 inspector:i-1      report r1 50,50 06010 inspector → PendingAcceptance sanitation by sanitation due Mon 15:00
            09:05 unit:sanitation    accept r1 #7                    → Handling sanitation by sanitation due Mon 15:00
            09:06 unit:sanitation    accept r1 #7                    → repeated
            09:07 unit:sanitation    finish r1 done #7               → refused CommandIdReused
        """);

    [Fact]
    public void Water_goes_by_the_river_and_the_rest_to_the_street() => Story.Check("""
        Mon 09:00 inspector:i-1      report r1 250,490 06025 inspector → PendingAcceptance river-office by water-on-river due Tue 09:00
            09:00 inspector:i-1      report r2 650,460 06025 inspector → PendingAcceptance street-east by water-near-river due Tue 09:00
            09:00 inspector:i-1      report r3 650,300 06025 inspector → PendingAcceptance street-east by territorial due Tue 09:00
            09:00 inspector:i-1      report r4 650,549 06025 inspector → PendingAcceptance street-east by water-near-river due Tue 09:00
            09:00 inspector:i-1      report r5 650,999 01002 inspector → PendingAcceptance drainage by covers due Wed 09:00
        """);

    [Fact]
    public void Commands_for_cases_that_are_not_there_are_refused() => Story.Check("""
        Mon 09:00 inspector:i-1      report r1 50,50 06010 inspector    → PendingAcceptance sanitation by sanitation due Mon 15:00
            09:01 unit:sanitation    accept 110101001001001-2           → refused CaseUnknown
            09:02 unit:sanitation    accept 110101001001002-1           → refused CaseUnknown
            09:03 inspector:i-1      report r2 -50,50 06010 inspector   → refused PointOutsideCity
            09:04 inspector:i-1      report r3 50,50 99999 inspector    → refused ClassUnknown
            09:05 inspector:i-1      report r4 50,50 06010 pigeon       → refused ChannelUnknown
        """);
}
