import Kernel
import Store
import Web

struct PasswordChange: Body {
    var currentPassword: Password
    var newPassword: Password
}

extension Accounts {
    static func changePassword(_ call: Call, body: PasswordChange) async throws -> NoContent {
        let id = try call.account
        let account = try await call.db.read { tx in try Account.find(id, tx) }
        try await confirm(body.currentPassword, of: account, call, pointer: "/current_password")
        let hash = try await hash(
            body.newPassword,
            for: account.email,
            at: call.site,
            pointer: "/new_password"
        )
        try await call.db.write { tx in
            let present = try Account.find(id, tx)
            guard present.password == account.password else { throw Problem(.stale) }
            _ = try present.changed(
                password: hash,
                keeping: call.actor.session,
                by: call.actor,
                at: call.site,
                tx
            )
        }
        return NoContent()
    }

    /// Counted like a login: whoever has found an open session must not try passwords here instead.
    static func confirm(
        _ password: Password,
        of account: Account,
        _ call: Call,
        pointer: String
    ) async throws {
        let door = LoginDoor(email: account.email, address: call.address, at: call.site)
        guard try await !call.db.read({ tx in try door.isShut(tx) }) else {
            throw Problem(.tooManyRequests, retryAfter: 60)
        }
        guard try await call.site.passwords.verify(password, against: account.password).matches else {
            try await call.db.write { tx in try door.refuse(tx) }
            throw Problem(.invalid, faults: [.init(pointer, .wrongPassword)])
        }
    }
}
