import Kernel
import Platform
import Store
import Web

/// The data with which a student becomes a tutor.
struct NewTutor: Body {
    /// The name that students see.
    var displayName: Tutor.DisplayName
    /// The name in documents.
    var legalName: LegalName
    /// The date of birth; tutors are 18 or older.
    var birthDate: CivilDate
    /// The country of residence, which decides about the documents.
    var country: CountryCode
    /// The postal address in documents.
    var address: PostalAddress
    /// The codice fiscale in Italy, the tax number elsewhere.
    var taxCode: TaxCode
    /// `none` without a VAT number.
    var regime: TaxRegime
    /// Required for every regime but `none`.
    var vatNumber: VATNumber?
    /// The zone of the opening hours, such as `Europe/Rome`.
    var timeZone: Zone
}

/// Changes of a tutor's profile and terms; absent members stay as they are.
///
/// Legal and tax data change with new papers: `POST tutors/me/verification`.
struct TutorChanges: Body, MergePatch {
    /// One line about the lessons.
    var headline: Change<Tutor.Headline>
    /// A description of the tutor and the lessons.
    var bio: Change<Tutor.Bio>
    /// The whole list of subjects with their levels.
    var subjects: [SubjectOffered]?
    /// The whole list of languages.
    var languages: [LanguageSpoken]?
    /// The price of 60 minutes, in cents; null takes it away.
    var rateMinor: Change<Ranged<100, 1_000_000>>
    /// The lengths of single lessons on offer, in minutes.
    var minutes: [LessonMinutes]?
    /// Whether single lessons are on sale; needs a price and a length.
    var singleLessons: Bool?
    /// The terms; absent members stay as they are.
    var terms: TermChanges?
    /// Where lessons take place online.
    var meeting: Change<MeetingPlace>
    /// The zone of the opening hours; lessons that are booked stay where they are.
    var timeZone: Zone?

    /// Refused: the name in documents changes with new papers.
    var legalName: WithPapers?
    /// Refused: the date of birth changes with new papers.
    var birthDate: WithPapers?
    /// Refused: the country of residence changes with new papers.
    var country: WithPapers?
    /// Refused: the postal address changes with new papers.
    var address: WithPapers?
    /// Refused: the tax number changes with new papers.
    var taxCode: WithPapers?
    /// Refused: the tax regime changes with new papers.
    var regime: WithPapers?
    /// Refused: the VAT number changes with new papers.
    var vatNumber: WithPapers?

    /// A subject on offer.
    struct SubjectOffered: Codable, Sendable {
        /// A word that `GET subjects` lists, such as `mathematics`; none stands twice.
        var code: SubjectCode
        /// The levels at which it is taught, at least one.
        var levels: [SubjectLevel]
    }
}

/// A member that changes with a new verification alone: its presence in another body is refused, and the message says where.
struct WithPapers: Codable, Sendable, Described {
    private init() {}

    init(from decoder: any Decoder) throws { throw Refusal.withPapers }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encodeNil()
    }

    static let schema = Schema.anything
    static let placeholder = WithPapers()
}

/// Changes of a tutor's terms; absent members stay as they are.
struct TermChanges: Codable, Sendable {
    /// Whether a booking is confirmed at once or waits for the tutor.
    var mode: TutorTerms.Mode?
    /// The rule for the share that comes back to a student who cancels.
    var policy: PolicyKind?
    /// The least time between a booking and the start, in hours.
    var noticeHours: Ranged<1, 168>?
    /// The free time before a lesson, in minutes.
    var before: Ranged<0, 60>?
    /// The free time after a lesson, in minutes.
    var after: Ranged<0, 60>?
    /// How many lessons and holds the tutor has in a day.
    var dayCap: Ranged<1, 16>?
    /// How many requests of one student wait at once.
    var openRequests: Ranged<1, 50>?
    /// The greatest time between a booking and the start, in days.
    var horizonDays: Ranged<7, 180>?
    /// The time from one possible start to the next: 15, 30 or 60 minutes.
    var step: StartStep?
    /// Whether lessons can be paid with a plan.
    var acceptsPlans: Bool?
    /// Whether the tutor is closed on the national holidays.
    var keepsHolidays: Bool?

    func applied(to terms: TutorTerms) -> TutorTerms {
        TutorTerms(
            mode: mode ?? terms.mode,
            policy: policy ?? terms.policy,
            noticeHours: noticeHours?.value ?? terms.noticeHours,
            before: before?.value ?? terms.before,
            after: after?.value ?? terms.after,
            dayCap: dayCap?.value ?? terms.dayCap,
            openRequests: openRequests?.value ?? terms.openRequests,
            horizonDays: horizonDays?.value ?? terms.horizonDays,
            step: step?.value ?? terms.step,
            acceptsPlans: acceptsPlans ?? terms.acceptsPlans,
            keepsHolidays: keepsHolidays ?? terms.keepsHolidays
        )
    }
}

/// The time from one possible start of a lesson to the next: 15, 30 or 60 minutes.
struct StartStep: Codable, Sendable, Described {
    let value: Int

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer().decode(Int.self)
        guard [15, 30, 60].contains(value) else { throw Refusal.noStep }
        self.value = value
    }

    private init(value: Int) { self.value = value }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }

    static let schema = Schema.integer(15...60)
    static let placeholder = StartStep(value: 30)
}

extension TutorTerms {
    /// The terms of a tutor who has not chosen any.
    init(_ policies: Policies) {
        self.init(
            mode: .confirm,
            policy: .standard,
            noticeHours: Int(policies[.termsNoticeHours]),
            before: Int(policies[.termsBeforeMinutes]),
            after: Int(policies[.termsAfterMinutes]),
            dayCap: Int(policies[.termsDayCount]),
            openRequests: Int(policies[.termsOpenRequestsCount]),
            horizonDays: Int(policies[.termsHorizonDays]),
            step: Int(policies[.termsStepMinutes]),
            acceptsPlans: false,
            keepsHolidays: true
        )
    }
}
