import Kernel
import Store

/// The authenticator of an account; its secret is encrypted.
struct SecondFactor: Record {
    let account: ID<Account>
    private let sealed: [UInt8]
    let confirmedAt: Instant?

    /// Whether logins ask for a code; so once the owner has confirmed the authenticator with one.
    var isOn: Bool { confirmedAt != nil }

    static let columns: SQL = "f.account_id, f.secret, f.confirmed_at"

    init(_ row: inout Row) throws {
        account = try row.next()
        sealed = try row.next()
        confirmedAt = try row.next()
    }

    static func find(_ account: ID<Account>, _ tx: borrowing Tx) throws -> SecondFactor? {
        try tx.first("SELECT \(columns) FROM second_factor f WHERE f.account_id = \(account)")
    }

    /// Makes a new secret, which replaces one that was never confirmed.
    static func enrol(
        _ account: ID<Account>,
        secret bytes: [UInt8] = randomBytes(20),
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> TOTP {
        let totp = TOTP(secret: bytes)
        let sealed = try secret.seal(totp.secret, in: account, at: site)
        let stored = try tx.execute(
            """
            INSERT INTO second_factor (account_id, secret, last_step, created_at)
            VALUES (\(account), \(sealed), 0, \(tx.now))
            ON CONFLICT (account_id) DO UPDATE
               SET secret = excluded.secret, created_at = excluded.created_at
             WHERE second_factor.confirmed_at IS NULL
            """
        )
        guard stored == 1 else { throw Problem(.secondFactorOn) }
        return totp
    }

    static func remove(_ account: ID<Account>, _ tx: borrowing Tx) throws {
        try tx.execute("DELETE FROM recovery_code WHERE account_id = \(account)")
        guard try tx.execute("DELETE FROM second_factor WHERE account_id = \(account)") == 1 else {
            throw Problem(.notFound)
        }
    }

    /// Redeems a code of the authenticator; the code of one time step is valid once.
    func consume(_ code: SecondFactorCode, at site: Site, _ tx: borrowing Tx) throws -> Bool {
        let totp = TOTP(secret: try Self.secret.open(sealed, in: account, at: site))
        guard code.isOneTime, let step = totp.step(of: code.rawValue, at: tx.now) else { return false }
        let taken = try tx.execute(
            "UPDATE second_factor SET last_step = \(step) WHERE account_id = \(account) AND last_step < \(step)"
        )
        return taken == 1
    }

    static let secret = SealedColumn(
        "second_factor",
        "secret",
        key: "account_id",
        formerly: .init(purpose: "second-factor", isBoundToRow: true)
    )
}

extension Account {
    /// Turns two-step login off, and notifies the owner.
    package func dropSecondFactor(by actor: Actor, at site: Site, _ tx: borrowing Tx) throws {
        let wasOn = try SecondFactor.find(id, tx)?.isOn == true
        try SecondFactor.remove(id, tx)
        try Session.distrustAll(of: id, at: site, tx)
        guard wasOn else { return }
        try Notifications.notify(id, Notice(template: .secondFactorOff), tx)
        try Audit.record(AccountAction.secondFactorOff, of: Self.kind, id.cast(), by: actor, tx)
    }
}

extension SecondFactor {
    static let wrongCode = Problem(.invalid, faults: [.init("/code", .wrongCode)])

    /// Whether a code is correct: of the authenticator, or one of the recovery codes, which is then used up.
    ///
    /// Wrong codes are counted and lead to a lock for a while (429); the caller must commit the count.
    static func accept(
        _ code: SecondFactorCode,
        of account: Account,
        through throttle: LoginThrottle,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> Bool {
        guard try !throttle.isLocked(tx) else { throw Problem(.tooManyRequests, retryAfter: 60) }
        guard let factor = try find(account.id, tx), factor.isOn,
            try code.isOneTime
                ? factor.consume(code, at: call.site, tx)
                : RecoveryCodes.consume(code, of: account.id, at: call.site, tx)
        else {
            try throttle.recordFailure(tx)
            let nobody = Actor.nobody(from: call.origin)
            try Audit.record(AccountAction.codeRefused, of: Account.kind, account.id.cast(), by: nobody, tx)
            return false
        }
        try throttle.reset(tx)
        return true
    }
}
