import Kernel
import Platform
import Store
import Web

/// A tutor as the tutor sees it.
struct TutorView: View {
    /// The tutor as everybody sees it.
    var card: TutorCard
    /// A description of the tutor and the lessons; absent until it is written.
    var bio: Tutor.Bio?
    /// The zone of the opening hours.
    var timeZone: Zone
    /// The terms of what is booked from now on.
    var terms: TutorTerms
    /// Where lessons take place online; absent until it is set.
    var meeting: MeetingPlace?
    /// The legal and tax data, without their middle.
    var tax: TaxView
    /// The newest papers; absent before any were sent.
    var verification: OwnVerificationView?
    /// Whether the tutor is suspended.
    var suspended: Bool
    /// Whether students find the tutor.
    var searchable: Bool
    /// The reasons why not: `verification`, `suspension`, `subjects` or `offer`; empty when students do.
    var missing: [String]
    /// The value for `If-Match`.
    var version: Int

    /// The legal and tax data, of which some characters are hidden.
    struct TaxView: Codable, Sendable {
        /// The name in documents.
        var legalName: LegalName
        /// The country of residence.
        var country: CountryCode
        /// Decides between receipts and invoices for lessons, and about their VAT.
        var regime: TaxRegime
        /// The last four characters of the tax code, after dots.
        var taxCode: String
        /// The last four characters of the VAT number, after dots; absent without one.
        var vatNumber: String?
    }
}

extension TutorView {
    static func versioned(_ tutor: Tutor, _ call: Call, _ tx: borrowing Tx) throws -> Versioned<TutorView> {
        let card = try TutorCard.of(tutor.id, for: call, tx)
        let isSearchable = try tx.exists(
            "SELECT 1 FROM tutor t WHERE t.id = \(tutor.id) AND \(Tutor.isSearchable)"
        )
        let view = TutorView(
            card: card,
            bio: tutor.bio,
            timeZone: tutor.zone,
            terms: tutor.terms,
            meeting: tutor.meeting,
            tax: try TaxView(tutor, at: call.site, tx),
            verification: try Verification.newest(of: tutor.id, tx).map(OwnVerificationView.init),
            suspended: tutor.suspendedAt != nil,
            searchable: isSearchable,
            missing: missing(tutor, card, isSearchable),
            version: tutor.version
        )
        return Versioned(view, version: tutor.version)
    }

    private static func missing(_ tutor: Tutor, _ card: TutorCard, _ isSearchable: Bool) -> [String] {
        [
            tutor.isVerified ? nil : "verification",
            tutor.suspendedAt == nil ? nil : "suspension",
            card.subjects.isEmpty ? "subjects" : nil,
            tutor.isOpen && !isSearchable ? "offer" : nil,
        ].compactMap(\.self)
    }
}

extension TutorView.TaxView {
    fileprivate init(_ tutor: Tutor, at site: Site, _ tx: borrowing Tx) throws {
        legalName = tutor.legalName
        country = tutor.country
        regime = tutor.regime
        taxCode = Self.masked(try tutor.openedTaxCode(at: site, tx))
        vatNumber = tutor.vatNumber.map { Self.masked($0.rawValue) }
    }

    private static func masked(_ text: String) -> String {
        String(repeating: "•", count: max(0, text.count - 4)) + text.suffix(4)
    }
}
