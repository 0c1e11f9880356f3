import Kernel
import Store
import Web

struct Credentials: Body {
    var email: EmailAddress
    var password: Password
}

extension Accounts {
    static func login(_ call: Call, body: Credentials) async throws -> WithHeaders<TokenGrant> {
        try await logIn(
            email: body.email,
            password: body.password,
            address: call.address,
            device: call.userAgent,
            at: call.site
        ).unstored
    }

    /// Unknown account, wrong password, closed account, too many attempts: the same work and the same answer.
    package static func logIn(
        email: EmailAddress,
        password: Password,
        address: String,
        device: String?,
        at site: Site
    ) async throws -> TokenGrant {
        let door = LoginDoor(email: email, address: address, at: site)
        let (isShut, account) = try await site.db.read { tx in
            (try door.isShut(tx), try Account.find(email: email, tx))
        }
        let verdict = try await site.passwords.verify(password, against: account?.password)
        guard let account, verdict.matches, !isShut else {
            try await refuse(account, at: door, site)
            throw Problem(.invalidCredentials)
        }
        let renewed = verdict.isOutdated ? try await site.passwords.hash(password) : nil
        let session = try await site.db.write { tx in
            try enter(account, through: door, renewed, address: address, device: device, at: site, tx)
        }
        guard let session else { throw Problem(.invalidCredentials) }
        return try await site.tokens.grant(for: account, in: session)
    }

    /// Opens a session for someone who has shown who they are in another way than by their password.
    package static func openSession(
        for account: Account,
        address: String,
        device: String?,
        at site: Site
    ) async throws -> TokenGrant {
        let session = try await site.db.write { tx in
            try openSession(for: account, address: address, device: device, at: site, tx)
        }
        return try await site.tokens.grant(for: account, in: session)
    }

    private static func refuse(_ account: Account?, at door: LoginDoor, _ site: Site) async throws {
        try await site.db.write { tx in
            try door.refuse(tx)
            try Audit.record("account.login_refused", of: Account.kind, account?.id.cast(), by: .nobody, tx)
        }
    }

    /// Nil when the account or the door changed while the password was being hashed.
    private static func enter(
        _ account: Account,
        through door: LoginDoor,
        _ renewed: HashedPassword?,
        address: String,
        device: String?,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Session? {
        let present = try Account.find(account.id, tx)
        guard present.state == .active, present.password == account.password, try !door.isShut(tx) else {
            try door.refuse(tx)
            try Audit.record("account.login_refused", of: Account.kind, account.id.cast(), by: .nobody, tx)
            return nil
        }
        if let renewed {
            try tx.execute("UPDATE account SET password_hash = \(renewed.phc) WHERE id = \(account.id)")
        }
        try door.open(tx)
        return try openSession(for: present, address: address, device: device, at: site, tx)
    }

    private static func openSession(
        for account: Account,
        address: String,
        device: String?,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Session {
        let session = try Session.open(
            for: account.id,
            address: address,
            device: device,
            lifetime: site.product.accounts.refreshLifetime,
            tx
        )
        let actor = Actor(kind: .person, account: account.id, role: account.role, session: session.id)
        try Audit.record("account.login", of: Session.kind, session.id.cast(), by: actor, tx)
        return session
    }
}
