import Kernel
import Store
import Web

/// One's own logins: seeing them and ending them.
enum SessionRoutes {
    static var routes: [Route] {
        [
            Get(
                "/users/me/sessions",
                list,
                .account,
                "Where the caller is logged in, and the devices and the calendar that end with it"
            ),
            Delete("/users/me/sessions/{id}", end, .account, "End one session").limited(
                Accounts.limit
            ),
            Delete("/users/me/sessions", endOthers, .account, "End every session but this one")
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

struct SessionView: View {
    var id: ID<Session>
    var current: Bool
    var device: String?
    var address: String
    var createdAt: Instant
    var lastUsedAt: Instant
    var expiresAt: Instant

    init(_ session: Session, isCurrent: Bool) {
        id = session.id
        current = isCurrent
        device = session.device
        address = session.address
        createdAt = session.createdAt
        lastUsedAt = session.lastUsedAt
        expiresAt = session.expiresAt
    }
}
