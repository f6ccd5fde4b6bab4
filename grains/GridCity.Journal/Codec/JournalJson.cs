using System.Text.Json.Serialization;
using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Core.Water;

namespace GridCity.Journal.Codec;

/// <summary>What the compiler prepares for <see cref="JsonForms"/>.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    Converters =
    [
        typeof(CellCodeConverter), typeof(CaseIdConverter), typeof(ActorConverter), typeof(TimeConverter),
        typeof(NumberConverter), typeof(AnsweredConverter),
        typeof(WordConverter<ApplicationKind>), typeof(WordConverter<BlackOdour>), typeof(WordConverter<CallKind>),
        typeof(WordConverter<CommandKind>), typeof(WordConverter<DueKind>), typeof(WordConverter<EscalationCause>),
        typeof(WordConverter<ItemGrade>), typeof(WordConverter<Satisfaction>), typeof(WordConverter<Stage>),
        typeof(WordConverter<Tier>), typeof(WordConverter<WaterClass>),
        typeof(ValueListConverter<string>), typeof(ValueListConverter<Call>), typeof(ValueListConverter<CallParty>),
        typeof(ValueListConverter<Measurement>), typeof(ValueListConverter<Reporter>), typeof(ValueListConverter<SampleMark>),
    ])]
[JsonSerializable(typeof(CaseSelfFixed))]
[JsonSerializable(typeof(ApplicationMade))]
[JsonSerializable(typeof(ApplicationDecided))]
[JsonSerializable(typeof(CaseResumed))]
[JsonSerializable(typeof(CaseSentBack))]
[JsonSerializable(typeof(CaseSupervised))]
[JsonSerializable(typeof(CaseEscalated))]
[JsonSerializable(typeof(CaseGraded))]
[JsonSerializable(typeof(CaseRemarked))]
[JsonSerializable(typeof(CaseForceClosed))]
[JsonSerializable(typeof(CaseRelocated))]
[JsonSerializable(typeof(CaseArrived))]
[JsonSerializable(typeof(CallMade))]
[JsonSerializable(typeof(CallAnswered))]
[JsonSerializable(typeof(CallGraded))]
[JsonSerializable(typeof(CallOverdue))]
[JsonSerializable(typeof(CallClosed))]
[JsonSerializable(typeof(AppealMade))]
[JsonSerializable(typeof(AppealReviewed))]
[JsonSerializable(typeof(AppealDecided))]
[JsonSerializable(typeof(ReporterCalledBack))]
[JsonSerializable(typeof(CaseExcluded))]
[JsonSerializable(typeof(SampleTaken))]
[JsonSerializable(typeof(PatrolWalked))]
[JsonSerializable(typeof(CellState))]
[JsonSerializable(typeof(AnsweredCommand))]
[JsonSerializable(typeof(Call))]
[JsonSerializable(typeof(CallParty))]
[JsonSerializable(typeof(Measurement))]
[JsonSerializable(typeof(Reporter))]
[JsonSerializable(typeof(SampleMark))]
internal sealed partial class JournalJson : JsonSerializerContext;
