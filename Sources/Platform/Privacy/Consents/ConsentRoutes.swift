import Kernel
import Store
import Web

/// The caller's consents: policies in force, answers and history.
enum ConsentRoutes {
    // swift-format-ignore
    static var routes: [Route] {
        [
            Get("/users/me/consents",         show,    .account, "Get the caller's consents", details: "The policies in force with the caller's answer to each."),
            Put("/users/me/consents",         change,  .account, "Update the caller's consents", details: "Purposes that are absent stay as they are. A consent that the caller's role requires cannot be withdrawn.").upTo(bytes: 8_192),
            Get("/users/me/consents/history", history, .account, "List the caller's consent history", details: "Every consent given or withdrawn, newest first."),
        ]
    }

    static func show(_ call: Call) async throws -> ConsentsView {
        let me = try call.account
        return try await call.db.read { tx in try view(of: me, call, tx) }
    }

    static func change(_ call: Call, body: ConsentChanges) async throws -> ConsentsView {
        let me = try call.account
        return try await call.db.write { tx in
            try Consents.check(body.consents, as: call.actor.role, call.site.product.policies(at: tx.now))
            try Consent.record(body.consents, of: me, from: "consents", by: call.actor, tx)
            return try view(of: me, call, tx)
        }
    }

    static func history(_ call: Call, page: PageRequest) async throws -> Page<ConsentView> {
        let me = try call.account
        return try await call.db.read { tx in
            let rows: Page<ConsentRow> = try tx.page(
                page,
                "SELECT \(ConsentRow.columns) FROM policy_consent c WHERE c.account_id = \(me)",
                order: SortOrder(.descending("given_at", \.consent.givenAt), .descending("id", \.id))
            )
            return rows.map(ConsentView.init)
        }
    }

    private static func view(of me: ID<Account>, _ call: Call, _ tx: borrowing Tx) throws -> ConsentsView {
        let policies = call.site.product.policies(at: tx.now)
        let given = try Consent.current(of: me, tx)
        let needed = Consents.needed(beside: given, as: call.actor.role, policies)
        return ConsentsView(
            policies: policies.map { policy in
                PolicyView(policy, for: call.actor.role, given.first { $0.purpose == policy.purpose })
            },
            consentsNeeded: needed
        )
    }
}

/// A change of the caller's consents.
struct ConsentChanges: Body {
    /// One answer for each changed purpose; the others stay as they are.
    var consents: [ConsentGiven]
}

/// The policies in force, the caller's answers, and the missing consents.
struct ConsentsView: View {
    /// One policy for each purpose that the product asks for.
    var policies: [PolicyView]
    /// The purposes that the caller must still agree to.
    var consentsNeeded: [Consent.Purpose]
}

/// A policy in force, with the caller's answer.
struct PolicyView: View {
    /// The subject of the policy.
    var purpose: Consent.Purpose
    /// The version of the text in force.
    var version: String
    /// The first day of that version, in the product's zone.
    var since: CivilDate
    /// The address of the text, absolute or a path of the site, such as `/cms/pages/privacy`.
    var url: String
    /// Whether the caller's role must agree to it.
    var isRequired: Bool
    /// Whether the caller's last answer was a consent, to whichever version.
    var isGranted: Bool
    /// The version of the caller's last answer; absent without one.
    var answeredVersion: String?
    /// Absent without an answer.
    var answeredAt: Instant?

    init(_ policy: Policy, for role: Role, _ given: Consent?) {
        purpose = policy.purpose
        version = policy.version
        since = policy.since
        url = policy.url
        isRequired = policy.requiredOf.contains(role)
        isGranted = given?.isGranted ?? false
        answeredVersion = given?.policyVersion
        answeredAt = given?.givenAt
    }
}

/// An answer in the caller's consent history.
struct ConsentView: View {
    var id: ID<Consent>
    /// The subject of the policy.
    var purpose: Consent.Purpose
    /// The version of the text that was answered.
    var policyVersion: String
    /// True for a consent, false for a withdrawal or refusal.
    var isGranted: Bool
    /// The time of the answer, be it a consent, a withdrawal or a refusal.
    var givenAt: Instant
    /// The place of the answer, such as `registration` or `consents`.
    var source: String

    init(_ row: ConsentRow) {
        id = row.id
        purpose = row.consent.purpose
        policyVersion = row.consent.policyVersion
        isGranted = row.consent.isGranted
        givenAt = row.consent.givenAt
        source = row.consent.source
    }
}

/// A consent with its identifier.
struct ConsentRow: Record {
    let id: ID<Consent>
    let consent: Consent

    static let columns: SQL = "c.id, \(Consent.columns)"

    init(_ row: inout Row) throws {
        id = try row.next()
        consent = try Consent(&row)
    }
}
