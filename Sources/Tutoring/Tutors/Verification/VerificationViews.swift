import Kernel
import Platform
import Store
import Web

/// The tutor's own papers.
struct OwnVerificationView: View {
    /// The papers.
    var id: ID<Verification>
    var state: Verification.Status
    /// The reason of the last decision; absent before one.
    var reason: String?
    /// When the papers were sent.
    var submittedAt: Instant
    /// When they were decided; absent while they wait.
    var decidedAt: Instant?

    init(_ verification: Verification) {
        id = verification.id
        state = verification.status
        reason = verification.reason
        submittedAt = verification.createdAt
        decidedAt = verification.decidedAt
    }
}

/// Papers as administrators see them.
struct VerificationView: View {
    /// The papers.
    var id: ID<Verification>
    var state: Verification.Status
    /// The sender of the papers, under the name that students see.
    var tutor: TutorName
    /// The account of the tutor.
    var accountId: ID<Account>
    /// The legal and tax data as they are or, while the papers wait, as they will be.
    var legal: LegalView
    /// The files, until they are deleted.
    var papers: [PaperView]
    /// The strikes of the tutor within the time in which they count.
    var strikes: Int
    /// The reason of the last decision; absent before one.
    var reason: String?
    /// The administrator who decided last; absent before a decision.
    var decidedBy: ID<Account>?
    /// When the papers were sent.
    var submittedAt: Instant
    /// When they were decided; absent while they wait.
    var decidedAt: Instant?
    /// The value for `If-Match`.
    var version: Int

    /// A file of the papers.
    struct PaperView: Codable, Sendable {
        /// Whether it proves the identity or a qualification.
        var kind: PaperKind
        /// The name of the file.
        var name: String
        /// An address that opens the file without a session.
        var url: String
        /// When the address stops working.
        var expiresAt: Instant
    }

    /// The legal and tax data of a tutor.
    struct LegalView: Codable, Sendable {
        /// The name in documents.
        var legalName: LegalName
        /// 18 years ago or earlier; in Italy it agrees with the codice fiscale.
        var birthDate: CivilDate
        /// The country of residence.
        var country: CountryCode
        /// The postal address.
        var address: String
        /// The codice fiscale in Italy, the tax number elsewhere.
        var taxCode: String
        /// The tax regime.
        var regime: TaxRegime
        /// Absent without a VAT number.
        var vatNumber: VATNumber?
    }
}

extension VerificationView {
    static func of(
        _ verification: Verification,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> VerificationView {
        let tutor = try Tutor.find(verification.tutor, tx)
        return VerificationView(
            id: verification.id,
            state: verification.status,
            tutor: tutor.name,
            accountId: verification.account,
            legal: try LegalView(tutor, verification, at: call.site, tx),
            papers: try verification.papers.map { try PaperView($0, for: call, tx) },
            strikes: try Strike.count(of: tutor.id, tx),
            reason: verification.reason,
            decidedBy: verification.decidedBy,
            submittedAt: verification.createdAt,
            decidedAt: verification.decidedAt,
            version: verification.version
        )
    }
}

extension VerificationView.PaperView {
    fileprivate init(_ paper: Verification.KeptPaper, for call: Call, _ tx: borrowing Tx) throws {
        let link = try Files.link(to: paper.file, for: .view, by: call.actor, at: call.site, tx)
        kind = paper.kind
        name = try StoredFile.find(paper.file, tx).name
        url = link.url
        expiresAt = link.expiresAt
    }
}

extension VerificationView.LegalView {
    fileprivate init(
        _ tutor: Tutor,
        _ verification: Verification,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let changes = verification.status == .submitted ? try verification.openedChanges(at: site, tx) : nil
        legalName = changes?.legalName ?? tutor.legalName
        birthDate = changes?.birthDate ?? tutor.legal.birthDate
        country = changes?.country ?? tutor.country
        address = try changes?.address?.rawValue ?? tutor.openedAddress(at: site, tx)
        taxCode = try changes?.taxCode?.rawValue ?? tutor.openedTaxCode(at: site, tx)
        regime = changes?.regime ?? tutor.regime
        vatNumber = changes?.vatNumber ?? tutor.vatNumber
    }
}
