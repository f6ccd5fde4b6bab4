using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Evaluation;
using GridCity.Core.Space;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Bulletins;

/// <summary>The words of the field for what is counted, scored and called.</summary>
internal static class FieldWords
{
    /// <summary>What is counted, as far as bulletins show it by itself.</summary>
    public static Say Of(Counter counter) => counter switch
    {
        Counter.Reported => new("Reported", "上报"),
        Counter.Filed => new("Filed", "立案"),
        Counter.Rejected => new("Not filed", "不予立案"),
        Counter.Merged => new("Duplicates", "重复案件"),
        Counter.Dispatched => new("Dispatched", "派遣"),
        Counter.Returned => new("Returned by units", "回退"),
        Counter.Closed => new("Closed", "结案"),
        Counter.ForceClosed => new("Closed by a leader", "强制结案"),
        Counter.Supervised => new("Put under supervision", "督办"),
        Counter.Escalated => new("Handed to a higher tier", "升级处置"),
        Counter.HotlineReported => new("Demands by hotline", "热线诉求"),
        Counter.Open => new("Open at the end", "期末在办"),
        Counter.OpenOverdue => new("of these overdue", "其中：超期"),
        Counter.OpenSuspended => new("of these suspended", "其中：挂账"),
        _ => (Say)counter.ToString(),
    };

    /// <summary>Who is scored.</summary>
    public static Say Of(SubjectKind subject) => subject switch
    {
        SubjectKind.Region => new("Streets", "街道"),
        SubjectKind.Unit => new("Units", "责任单位"),
        SubjectKind.Acceptor => new("Acceptors", "受理员"),
        SubjectKind.ShiftChief => new("Shift chiefs", "值班长"),
        SubjectKind.Dispatcher => new("Dispatchers", "派遣员"),
        SubjectKind.Inspector => new("Inspectors", "监督员"),
        _ => (Say)subject.ToString(),
    };

    /// <summary>What the base of a score counts.</summary>
    public static Say BaseOf(SubjectKind subject) => subject switch
    {
        SubjectKind.Inspector => new("Reports or tasks", "上报或任务数"),
        SubjectKind.Acceptor => new("Tasks to send", "应发送数"),
        SubjectKind.ShiftChief => new("Filed", "立案数"),
        SubjectKind.Dispatcher => new("Due dispatches", "应派遣数"),
        _ => new("Due to close", "应结案数"),
    };

    /// <summary>A way of working together.</summary>
    public static Say Of(CallKind kind) => kind switch
    {
        CallKind.Whistle => new("Whistle", "街乡吹哨"),
        CallKind.JointAction => new("Joint action", "联合执法"),
        CallKind.Notice => new("Notice", "监管通知"),
        CallKind.Transfer => new("Transfer", "案件移送"),
        CallKind.Meeting => new("Dispute meeting", "争议协调会"),
        CallKind.Consultation => new("Consultation", "定期会商"),
        _ => (Say)kind.ToString(),
    };

    /// <summary>What a call is about; other topics are the city's own words.</summary>
    public static Say Topic(string topic) => topic switch
    {
        "enforcement" => new("Joint enforcement", "综合执法"),
        "key-work" => new("Key work", "重点工作"),
        "emergency" => new("Emergency", "应急处置"),
        _ => (Say)topic,
    };

    /// <summary>Who walks.</summary>
    public static Say Of(PatrolKind kind) => kind switch
    {
        PatrolKind.Inspector => new("inspectors", "监督员"),
        PatrolKind.LaneKeeper => new("lane keepers", "小巷管家"),
        PatrolKind.LaneChief => new("lane chiefs", "街巷长"),
        PatrolKind.RiverPatrol => new("river patrols", "河道巡查员"),
        PatrolKind.Vehicle => new("vehicles", "车载巡查组"),
        PatrolKind.Volunteer => new("volunteers", "志愿者"),
        PatrolKind.RiverChief => new("river chiefs", "河长"),
        _ => (Say)kind.ToString(),
    };

    /// <summary>A tier.</summary>
    public static Say Of(Tier tier) => tier switch
    {
        Tier.City => new("City", "市级"),
        Tier.District => new("District", "区级"),
        Tier.Street => new("Street", "街道级"),
        Tier.Community => new("Community", "社区级"),
        _ => (Say)tier.ToString(),
    };

    /// <summary>What the periods before are called in comparisons: against the one before (环比), and the year before (同比).</summary>
    public static (Say Before, Say YearBefore) Comparisons(PeriodKind kind) => kind switch
    {
        PeriodKind.Month => (new("vs previous month", "环比"), new("vs a year before", "同比")),
        PeriodKind.Quarter => (new("vs previous quarter", "环比"), new("vs a year before", "同比")),
        PeriodKind.Hour => (new("vs previous hour", "较上一小时"), new("vs a year before", "同比")),
        _ => (new("vs period before", "较上期"), new("vs a year before", "同比")),
    };
}
