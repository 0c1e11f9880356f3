import Kernel
import Store
import Web

/// A password with the e-mail address or the phone number of an account.
struct Credentials: Body {
    /// The address of the account; either it or the phone number is required.
    var email: EmailAddress?
    /// The confirmed number of the account, instead of the address; refused where the product has no logins by phone.
    var phone: PhoneNumber?
    /// The account's password.
    var password: Password
    /// From an earlier login on this device, which other people's wrong guesses then do not lock out.
    var deviceToken: Text<1, 200>?
}

extension Accounts {
    static func login(_ call: Call, body: Credentials) async throws -> WithHeaders<TokenGrant> {
        try await logIn(
            as: LoginName(body.email, body.phone, at: call.site),
            password: body.password,
            from: call.origin ?? Origin(address: call.address),
            deviceToken: body.deviceToken?.rawValue,
            at: call.site
        ).unstored
    }

    /// An unknown or closed account, a wrong password and too many attempts cost the same work and get the same answer.
    ///
    /// With two-step login the correct password is refused with a challenge for the second step.
    package static func logIn(
        as name: LoginName,
        password: Password,
        from origin: Origin,
        deviceToken: String? = nil,
        at site: Site
    ) async throws -> TokenGrant {
        let caller = LoginCaller(address: origin.address, deviceToken: deviceToken)
        let (throttle, isLocked, account) = try await site.db.read { tx in
            let account = try name.account(tx)
            let throttle = try LoginThrottle(name, of: account, from: caller, at: site, tx)
            return (throttle, try throttle.isLocked(tx), account)
        }
        let verdict = try await site.passwords.verify(password, against: account?.password)
        guard let account, verdict.matches, !isLocked else {
            try await refuse(account, at: throttle, wasLocked: isLocked, from: origin, site)
            throw Problem(.invalidCredentials)
        }
        let renewed = verdict.isOutdated ? try await site.passwords.hash(password) : nil
        let entry = try await site.db.write { tx in
            try enter(account, through: throttle, renewed, from: origin, at: site, tx)
        }
        guard let entry else {
            site.report(.loginRefused, from: origin, account: account.id)
            throw Problem(.invalidCredentials)
        }
        return try await grant(entry, after: deviceToken, at: site)
    }

    /// The end of the first step of a login.
    enum Entry: Sendable {
        case opened(Account, Session)
        case challenged(String)
    }

    /// `deviceToken` is the one that the caller sent, and keeps.
    static func grant(
        _ entry: Entry,
        after deviceToken: String?,
        at site: Site
    ) async throws -> TokenGrant {
        switch entry {
        case .opened(let account, let session):
            var grant = try await site.tokens.grant(for: account, in: session)
            grant.deviceToken = DeviceToken.text(for: account, after: deviceToken, at: site)
            return grant
        case .challenged(let challenge): throw challenged(challenge)
        }
    }

    /// A session after the first factor; a challenge where the account has a second.
    static func admit(
        _ account: Account,
        from origin: Origin,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Entry {
        guard try SecondFactor.find(account.id, tx)?.isOn != true else {
            return .challenged(try LoginChallenge.issue(for: account, tx))
        }
        return .opened(
            account,
            try openSession(for: account, from: origin, at: site, tx)
        )
    }

    private static func challenged(_ challenge: String) -> Problem {
        Problem(
            .secondFactorRequired,
            extras: [
                "challenge": .string(challenge),
                "expires_in": .integer(LoginChallenge.lifetime.components.seconds),
            ]
        )
    }

    /// Opens a session for an owner authenticated in another way than by password.
    package static func openSession(
        for account: Account,
        from origin: Origin,
        at site: Site
    ) async throws -> TokenGrant {
        let session = try await site.db.write { tx in
            try openSession(for: account, from: origin, at: site, tx)
        }
        return try await site.tokens.grant(for: account, in: session)
    }

    private static func refuse(
        _ account: Account?,
        at throttle: LoginThrottle,
        wasLocked: Bool,
        from origin: Origin,
        _ site: Site
    ) async throws {
        site.report(wasLocked ? .loginLocked : .loginRefused, from: origin, account: account?.id)
        try await site.db.write { tx in
            if !wasLocked { try throttle.recordFailure(tx) }
            try Audit.record(
                AccountAction.loginRefused,
                of: Account.kind,
                account?.id.cast(),
                by: .nobody(from: origin),
                tx
            )
        }
    }

    /// Refused when the account or its lock changed while the password was being hashed.
    private static func enter(
        _ account: Account,
        through throttle: LoginThrottle,
        _ renewed: HashedPassword?,
        from origin: Origin,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Entry? {
        let present = try Account.find(account.id, tx)
        guard try present.mayEnter(site, tx), present.password == account.password, try !throttle.isLocked(tx)
        else {
            try throttle.recordFailure(tx)
            try Audit.record(
                AccountAction.loginRefused,
                of: Account.kind,
                account.id.cast(),
                by: .nobody(from: origin),
                tx
            )
            return nil
        }
        if let renewed {
            try tx.execute("UPDATE account SET password_hash = \(renewed.phc) WHERE id = \(account.id)")
        }
        try throttle.reset(tx)
        return try admit(present, from: origin, at: site, tx)
    }

    /// A session, which also takes back the departure of the account's owner.
    static func openSession(
        for account: Account,
        from origin: Origin,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Session {
        try account.returned(to: site, from: origin, tx)
        let session = try Session.open(
            for: account.id,
            from: origin,
            terms: site.product.accounts.sessionTerms(for: account.role),
            tx
        )
        let actor = Actor(
            kind: .person,
            account: account.id,
            role: account.role,
            session: session.id,
            from: origin
        )
        try Audit.record(AccountAction.login, of: Session.kind, session.id.cast(), by: actor, tx)
        try KnownDevice.record(session, by: actor, at: site, tx)
        try session.endOldest(at: site, tx)
        return session
    }
}
