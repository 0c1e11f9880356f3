import Kernel
import Store
import Web

/// The sessions of the caller's account.
enum SessionRoutes {
    static var routes: [Route] {
        [
            Get(
                "/users/me/sessions",
                list,
                .account,
                "List the caller's sessions",
                details: "Includes the push devices and the calendar feed that end with each session."
            ),
            Delete(
                "/users/me/sessions/{id}",
                end,
                .account,
                "End a session",
                details: "Only a session of the caller can be ended."
            )
            .limited(Accounts.limit),
            Delete(
                "/users/me/sessions",
                endOthers,
                .account,
                "End all other sessions",
                details: "Ends every session of the caller except the current one."
            )
            .limited(Accounts.limit),
        ]
    }

    static func list(_ call: Call) async throws -> SessionList {
        let account = try call.account
        return try await call.db.read { tx in
            try SessionList(of: account, seenFrom: call.actor.session, tx)
        }
    }

    static func end(_ call: Call, id: ID<Session>) async throws -> NoContent {
        let account = try call.account
        try await call.db.write { tx in
            guard try Session.listLive(of: account, tx).contains(where: { $0.id == id }) else {
                throw Problem(.notFound)
            }
            try Session.revoke(id, because: .revoked, at: call.site, tx)
            try Audit.record(AccountAction.sessionRevoke, of: Session.kind, id.cast(), by: call.actor, tx)
        }
        return NoContent()
    }

    static func endOthers(_ call: Call) async throws -> NoContent {
        let account = try call.account
        try await call.db.write { tx in
            let ended = try Session.revokeAll(
                of: account,
                except: call.actor.session,
                because: .revoked,
                at: call.site,
                tx
            )
            try Audit.record(
                AccountAction.sessionRevokeOthers,
                of: Account.kind,
                account.cast(),
                by: call.actor,
                details: ["ended": .integer(Int64(ended))],
                tx
            )
        }
        return NoContent()
    }
}

/// A login on one device.
struct SessionView: View {
    var id: ID<Session>
    /// Whether it is the session of this request.
    var current: Bool
    /// The `User-Agent` of the login; absent when there was none.
    var device: String?
    /// The network address of the login.
    var address: String
    /// The country of the login; absent when no proxy in front of the server names it.
    var country: CountryCode?
    /// When the login was.
    var createdAt: Instant
    /// When its tokens were last refreshed.
    var lastUsedAt: Instant
    /// When it ends unless it is refreshed before.
    var expiresAt: Instant

    init(_ session: Session, isCurrent: Bool) {
        id = session.id
        current = isCurrent
        device = session.device
        address = session.address
        country = session.country
        createdAt = session.createdAt
        lastUsedAt = session.lastUsedAt
        expiresAt = session.expiresAt
    }
}

extension Accounts {
    /// Ends every session of an account, as after a change of its role.
    package static func endSessions(of account: ID<Account>, at site: Site, _ tx: borrowing Tx) throws {
        try Session.revokeAll(of: account, because: .revoked, at: site, tx)
    }
}
