import Kernel
import Platform
import Store
import Web

/// Papers to be verified, with legal and tax data that hold from the approval on.
struct NewVerification: Body {
    /// One to ten files of the tutor in which the virus scan found nothing; an identity paper among the first ones.
    var papers: [PaperSent]
    /// The name in documents.
    var legalName: LegalName?
    /// At least 18 years ago, and in Italy as in the codice fiscale; stays as it is when absent.
    var birthDate: CivilDate?
    /// The country of residence, which decides about the documents.
    var country: CountryCode?
    /// The postal address in documents.
    var address: PostalAddress?
    /// The codice fiscale in Italy, the tax number elsewhere.
    var taxCode: TaxCode?
    /// `none` without a VAT number.
    var regime: TaxRegime?
    /// Required for every regime but `none`.
    var vatNumber: VATNumber?

    /// A file that proves something.
    struct PaperSent: Codable, Sendable {
        /// The proof that it gives: of the person, or of their learning.
        var kind: PaperKind
        /// A file of the tutor.
        var fileId: ID<UserFile>
    }

    var changes: LegalChanges {
        LegalChanges(
            legalName: legalName,
            birthDate: birthDate,
            country: country,
            address: address,
            taxCode: taxCode,
            regime: regime,
            vatNumber: vatNumber
        )
    }

    func check() throws(Problem) {
        guard (1...10).contains(papers.count) else {
            let refusal = papers.isEmpty ? Refusal(.required) : Refusal(.tooMany(10))
            throw Problem(.invalid, faults: [.init("/papers", refusal)])
        }
    }
}

/// An administrator's decision about papers or about their tutor.
struct VerificationDecision: Body {
    /// `approve` and `reject` decide about papers that wait; `suspend` and `reinstate` about the tutor.
    var decision: Decision
    /// The reason; the tutor reads it.
    var reason: Reason

    /// The decision itself.
    enum Decision: String, Codable, CaseIterable, Sendable {
        /// The tutor can sell.
        case approve
        /// The papers do not suffice.
        case reject
        /// The tutor may not sell for the time being.
        case suspend
        /// The tutor may sell again.
        case reinstate

        var event: Verification.Event {
            switch self {
            case .approve: .approve
            case .reject: .reject
            case .suspend: .suspend
            case .reinstate: .reinstate
            }
        }
    }
}

/// The filter of the list of papers.
struct VerificationFilter: Query {
    /// Only papers in this state.
    var state: Verification.Status?
    /// Only papers of tutors with so many strikes or more within the time in which they count.
    var strikes: Ranged<1, 100>?
}
