import Crypto
import Kernel
import Store
import Web

/// Counts wrong guesses, and shuts for the caller who has made too many.
///
/// Strangers are counted by account, by address and by both; a caller whom the account knows is counted apart, so that strangers
/// cannot shut the owner out. Each count drains steadily, so that a guess now and then does not keep a door shut. An e-mail
/// address that nobody has is counted like one that somebody has. Subjects are kept as MACs, for a day.
struct LoginThrottle: Sendable {
    private let locks: [Lock]
    private let failuresPerName: Int

    private struct Lock: Sendable {
        let subject: [UInt8]
        let tries: Tries
        let kind: Kind

        enum Kind: Sendable {
            /// Forgotten when the right password comes.
            case caller
            /// Drains by itself, whoever comes in meanwhile.
            case account
            /// Counts names and not failures: of the failures at one name the first, and every fifth after it.
            case address
        }
    }

    /// For a password, or the code of a telephone, tried by somebody who has shown nothing yet.
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

    /// For the second step of a login: whoever comes here has the password already.
    init(
        secondFactorOf account: Account,
        from caller: LoginCaller,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let known = try caller.knownAs(by: account, at: site, tx)
        self.init("factor \(account.id)", known, caller.address, at: site)
    }

    /// For secrets of an account that are tried by somebody who has shown something else already: a session, a mailed token.
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

    func isShut(_ tx: borrowing Tx) throws -> Bool {
        try locks.contains { lock in
            guard let count = try Count.find(lock.subject, tx) else { return false }
            return count.clearAt - tx.now > lock.tries.oneEvery * (lock.tries.atOnce - 1)
        }
    }

    /// Counts a guess that was compared and found wrong, also when others have shut the door meanwhile: fifty at once count as fifty.
    ///
    /// One that found the door shut is not counted: whoever keeps knocking does not keep the owner out.
    func refuse(_ tx: borrowing Tx) throws {
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

    /// What the caller got wrong is forgotten; what all strangers got wrong is not, or they would begin anew with each login of the owner.
    func open(_ tx: borrowing Tx) throws {
        for lock in locks where lock.kind == .caller {
            try tx.execute("DELETE FROM login_attempt WHERE subject = \(lock.subject)")
        }
    }

    /// For a new password, at which nobody has guessed yet.
    func openForEveryone(_ tx: borrowing Tx) throws {
        try open(tx)
        for lock in locks where lock.kind == .account {
            try tx.execute("DELETE FROM login_attempt WHERE subject = \(lock.subject)")
        }
    }

    private struct Count: Record {
        let failures: Int
        /// When all of them will have drained.
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
