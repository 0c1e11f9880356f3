import Kernel
import Platform
import Store

/// A person who teaches: the profile, the terms and the tax data.
struct Tutor: Sendable, Equatable {
    let id: ID<Tutor>
    let account: ID<Account>
    /// The name that students see.
    var displayName: DisplayName
    /// The legal and tax data, which documents show and students do not.
    var legal: LegalData
    /// The zone of the opening hours and of the day cap.
    var zone: Zone
    var headline: Headline?
    var bio: Bio?
    /// The price of 60 minutes, in cents; nil until it is set.
    var rate: Int64?
    /// The lengths of single lessons on offer.
    var minutes: [LessonMinutes]
    /// Whether single lessons are on sale.
    var singleLessons: Bool
    var terms: TutorTerms
    /// Where lessons take place online; nil until it is set.
    var meeting: MeetingPlace?
    /// Whether a verified row of papers stands.
    let isVerified: Bool
    /// Set while the tutor is suspended.
    let suspendedAt: Instant?
    let createdAt: Instant
    let updatedAt: Instant
    let version: Int

    typealias DisplayName = Line<2, 80>
    typealias Headline = Line<1, 140>
    typealias Bio = Text<1, 4_000>

    static let kind = "tutor"

    /// Whether students can book and buy.
    var isOpen: Bool { isVerified && suspendedAt == nil }

    var country: CountryCode { legal.country }
    var regime: TaxRegime { legal.regime }
    var vatNumber: VATNumber? { legal.vatNumber }
    var legalName: LegalName { legal.name }

    var name: TutorName { TutorName(id: id, name: displayName.rawValue) }

    /// Refused with `tutor.not_verified` while nobody can book or buy.
    func requireVerified() throws(Problem) {
        guard isOpen else { throw Problem(.tutorNotVerified) }
    }
}
