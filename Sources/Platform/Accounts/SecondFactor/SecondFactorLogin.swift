import Kernel
import Store
import Web

/// The second step of a login.
struct SecondStep: Body {
    /// The challenge of the `second_factor_required` answer to the first step.
    var challenge: Text<1, 200>
    /// Six digits of the authenticator or a recovery code.
    var code: SecondFactorCode
    /// From an earlier login on this device, which other people's wrong guesses then do not lock out.
    var deviceToken: Text<1, 200>?
}

/// A login with a correct password that waits a few minutes for its second step.
struct LoginChallenge: Record {
    let account: ID<Account>
    /// Void when it has changed since: the account no longer has the password that was checked.
    let passwordChangedAt: Instant

    static let lifetime = Duration.minutes(5)

    static let columns: SQL = "c.account_id, c.password_changed_at"

    init(_ row: inout Row) throws {
        account = try row.next()
        passwordChangedAt = try row.next()
    }

    static func issue(for account: Account, _ tx: borrowing Tx) throws -> String {
        let text = SecretText.new()
        try tx.execute(
            """
            INSERT INTO login_challenge (hash, account_id, password_changed_at, expires_at)
            VALUES (\(SecretText.hash(text)), \(account.id), \(account.passwordChangedAt), \(tx.now + lifetime))
            """
        )
        return text
    }

    static func find(_ text: String, _ tx: borrowing Tx) throws -> LoginChallenge? {
        try tx.first(
            """
            SELECT \(columns) FROM login_challenge c
             WHERE c.hash = \(SecretText.hash(text)) AND c.expires_at > \(tx.now)
            """
        )
    }

    /// Ends the challenge; of many simultaneous attempts one succeeds.
    static func redeem(_ text: String, _ tx: borrowing Tx) throws -> Bool {
        try tx.execute("DELETE FROM login_challenge WHERE hash = \(SecretText.hash(text))") == 1
    }
}

extension Accounts {
    static func secondStep(_ call: Call, body: SecondStep) async throws -> WithHeaders<TokenGrant> {
        let text = body.challenge.rawValue
        let outcome = try await call.db.write { tx -> (Account, Session)? in
            guard let challenge = try LoginChallenge.find(text, tx) else { throw Problem(.challengeOver) }
            let account = try Account.find(challenge.account, tx)
            guard try account.mayEnter(call.site, tx),
                account.passwordChangedAt == challenge.passwordChangedAt
            else {
                throw Problem(.challengeOver)
            }
            let caller = LoginCaller(address: call.address, deviceToken: body.deviceToken?.rawValue)
            let throttle = try LoginThrottle(secondFactorOf: account, from: caller, at: call.site, tx)
            let isRight = try SecondFactor.accept(body.code, of: account, through: throttle, call, tx)
            guard isRight, try LoginChallenge.redeem(text, tx) else { return nil }
            let session = try openSession(
                for: account,
                from: call.origin ?? Origin(address: call.address),
                at: call.site,
                tx
            )
            return (account, session)
        }
        guard let (account, session) = outcome else {
            call.site.report(.secondFactorRefused, from: call.origin)
            throw SecondFactor.wrongCode
        }
        return try await grant(.opened(account, session), after: body.deviceToken?.rawValue, at: call.site)
            .unstored
    }
}
