import Kernel
import Store
import Web

/// One's own consents: what is asked for, what was given, and when.
enum ConsentRoutes {
    // swift-format-ignore
    static var routes: [Route] {
        [
            Get("/users/me/consents",         show,    .account, "Get the caller's consents", details: "The policies in force with the caller's answer to each."),
            Put("/users/me/consents",         change,  .account, "Update the caller's consents", details: "Purposes that are absent stay as they are. A consent that is required of the caller's role cannot be withdrawn.").upTo(bytes: 8_192),
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
                order: Order(.descending("given_at", \.consent.givenAt), .descending("id", \.id))
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

struct ConsentChanges: Body {
    var consents: [ConsentGiven]
}

/// What is asked for, what of it was agreed to, and what is missing.
struct ConsentsView: View {
    var policies: [PolicyView]
    var consentsNeeded: [Consent.Purpose]
}

/// One text in force, and where the caller stands to it.
struct PolicyView: View {
    var purpose: Consent.Purpose
    var version: String
    var since: CivilDate
    var url: String
    var isRequired: Bool
    var isGranted: Bool
    /// The version that was agreed to or withdrawn last.
    var answeredVersion: String?
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

/// One line of the history.
struct ConsentView: View {
    var id: ID<Consent>
    var purpose: Consent.Purpose
    var policyVersion: String
    var isGranted: Bool
    var givenAt: Instant
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

/// A consent together with its identity.
struct ConsentRow: Record {
    let id: ID<Consent>
    let consent: Consent

    static let columns: SQL = "c.id, \(Consent.columns)"

    init(_ row: inout Row) throws {
        id = try row.next()
        consent = try Consent(&row)
    }
}
