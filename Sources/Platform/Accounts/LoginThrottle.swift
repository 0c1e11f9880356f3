import Crypto
import Kernel
import Store
import Web

/// Counts wrong guesses, and refuses callers with too many.
///
/// Strangers are counted by account, by address and by both; a caller known to the account is counted apart, so that
/// strangers cannot lock the owner out. Each count drains steadily, so that occasional guesses do not keep an account
/// locked. An unknown e-mail address is counted like a known one. Subjects are stored as MACs, for a day.
struct LoginThrottle: Sendable {
    private let locks: [Lock]
    private let failuresPerName: Int

    private struct Lock: Sendable {
        let subject: [UInt8]
        let tries: Tries
        let kind: Kind

        enum Kind: Sendable {
            /// Reset by the correct password.
            case caller
            /// Only drains by itself, whatever logins succeed meanwhile.
            case account
            /// Counts names instead of failures: of the failures at one name the first, and every fifth after it.
            case address
        }
    }

    /// For a password, or a code sent to a phone, tried by an unauthenticated caller.
    init(
        _ name: LoginName,
        of account: Account?,
        for purpose: Purpose = .password,
        from caller: LoginCaller,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let target = account.map { "account \($0.id)" } ?? name.subject
        let known = try caller.knownAs(by: account, at: site, tx)
        self.init("\(purpose.rawValue) \(target)", known, caller.address, at: site)
    }

    /// For the second step of a login, after the correct password.
    init(
        secondFactorOf account: Account,
        from caller: LoginCaller,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let known = try caller.knownAs(by: account, at: site, tx)
        self.init("factor \(account.id)", known, caller.address, at: site)
    }

    /// For secrets of an account, tried by a caller with another proof already: a session or a mailed token.
    init(of account: ID<Account>, showing proof: Proof, at site: Site) {
        self.init("\(proof.rawValue) \(account)", "\(proof.rawValue)", CountedAddress(""), at: site)
    }

    enum Purpose: String, Sendable {
        case password
        case phoneCode = "phone-code"
    }

    enum Proof: String, Sendable {
        case session
        case mailedToken = "mailed-token"
    }

    private init(_ target: String, _ known: String?, _ address: CountedAddress, at site: Site) {
        let policy = site.product.accounts.lockout
        let key = site.tokens.attemptKey
        failuresPerName = policy.failuresPerName
        func lock(_ subject: String, _ tries: Tries, _ kind: Lock.Kind) -> Lock {
            let mac = HMAC<SHA256>.authenticationCode(for: Array(subject.utf8), using: key)
            return Lock(subject: Array(mac), tries: tries, kind: kind)
        }
        let caller = known.map { "known \(target) \($0)" } ?? "pair \(target) \(address)"
        locks =
            [
                lock(caller, policy.burst, .caller), lock("lasting \(caller)", policy.lasting, .caller),
            ]
            + (known == nil
                ? [
                    lock("all \(target)", policy.account, .account),
                    lock("address \(address)", policy.address, .address),
                ] : [])
    }

    func isLocked(_ tx: borrowing Tx) throws -> Bool {
        try locks.contains { lock in
            guard let count = try Count.find(lock.subject, tx) else { return false }
            return count.clearAt - tx.now > lock.tries.oneEvery * (lock.tries.atOnce - 1)
        }
    }

    /// Counts a wrong guess, also when others have caused the lock meanwhile: fifty at once count as fifty.
    ///
    /// A guess refused by the lock is not counted, so that endless attempts do not keep the owner out.
    func recordFailure(_ tx: borrowing Tx) throws {
        var failuresAtName = 0
        for (index, lock) in locks.enumerated() {
            let count = try Count.find(lock.subject, tx)
            if index == 0 { failuresAtName = count?.failures ?? 0 }
            if lock.kind == .address, !failuresAtName.isMultiple(of: failuresPerName) { continue }
            let clearAt = max(count?.clearAt ?? tx.now, tx.now) + lock.tries.oneEvery
            try tx.execute(
                """
                INSERT INTO login_attempt (subject, failures, last_at, clear_at)
                VALUES (\(lock.subject), \((count?.failures ?? 0) + 1), \(tx.now), \(clearAt))
                ON CONFLICT (subject) DO UPDATE
                   SET failures = excluded.failures, last_at = excluded.last_at, clear_at = excluded.clear_at
                """
            )
        }
    }

    /// Resets the caller's count; that of all strangers stays, or each login of the owner would reset it.
    func reset(_ tx: borrowing Tx) throws {
        for lock in locks where lock.kind == .caller {
            try tx.execute("DELETE FROM login_attempt WHERE subject = \(lock.subject)")
        }
    }

    /// Resets the counts for a new password, which nobody has tried to guess yet.
    func resetForEveryone(_ tx: borrowing Tx) throws {
        try reset(tx)
        for lock in locks where lock.kind == .account {
            try tx.execute("DELETE FROM login_attempt WHERE subject = \(lock.subject)")
        }
    }

    private struct Count: Record {
        let failures: Int
        /// When all failures will have drained.
        let clearAt: Instant

        static let columns: SQL = "failures, clear_at, last_at"

        init(_ row: inout Row) throws {
            failures = try row.next()
            let clear: Instant? = try row.next()
            let last: Instant = try row.next()
            clearAt = clear ?? last
        }

        static func find(_ subject: [UInt8], _ tx: borrowing Tx) throws -> Count? {
            try tx.first("SELECT \(columns) FROM login_attempt WHERE subject = \(subject)")
        }
    }
}
