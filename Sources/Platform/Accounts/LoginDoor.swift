import Crypto
import Kernel
import Store
import Web

/// Counts wrong passwords, by what was tried and not by whom.
///
/// An e-mail address that nobody has is counted and paused like one that somebody has, so the pause tells
/// nothing. Addresses are kept as MACs, for a day.
struct LoginDoor: Sendable {
    private let locks: [Lock]
    private let policy: Lockout

    private struct Lock: Sendable {
        let subject: [UInt8]
        /// How many wrong passwords are forgiven.
        let allowed: Int
        /// Forgotten when the right password comes; what a network address has done is not.
        let opensWithPassword: Bool
    }

    init(email: EmailAddress, address: String, at site: Site) {
        self.init(.email(email), address: address, at: site)
    }

    init(_ name: LoginName, address: String, at site: Site) {
        policy = site.product.accounts.lockout
        let key = site.tokens.attemptKey
        // An IPv6 caller has a whole /64 of addresses to try passwords from.
        let address = AddressRange.caller(address)
        func subject(_ text: String) -> [UInt8] {
            Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
        }
        locks = [
            Lock(
                subject: subject("pair \(name.text) \(address)"),
                allowed: policy.perPair,
                opensWithPassword: true
            ),
            Lock(subject: subject(name.subject), allowed: policy.perAccount, opensWithPassword: true),
            Lock(
                subject: subject("address \(address)"),
                allowed: policy.perAddress,
                opensWithPassword: false
            ),
        ]
    }

    /// For the second step of a login: whoever comes here has the password already.
    init(secondFactorOf account: ID<Account>, address: String, at site: Site) {
        policy = site.product.accounts.lockout
        let key = site.tokens.attemptKey
        func lock(_ text: String, allowed: Int, opens: Bool) -> Lock {
            let mac = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)
            return Lock(subject: Array(mac), allowed: allowed, opensWithPassword: opens)
        }
        locks = [
            lock("factor \(account)", allowed: policy.perPair, opens: true),
            lock("address \(address)", allowed: policy.perAddress, opens: false),
        ]
    }

    /// For tries that nothing but the caller's address has in common.
    init(onlyAddress subject: String, at site: Site) {
        policy = site.product.accounts.lockout
        let mac = HMAC<SHA256>.authenticationCode(for: Array(subject.utf8), using: site.tokens.attemptKey)
        locks = [Lock(subject: Array(mac), allowed: policy.perAddress, opensWithPassword: false)]
    }

    func isShut(_ tx: borrowing Tx) throws -> Bool {
        try locks.contains { lock in
            let attempts = try Attempts.find(lock.subject, tx)
            return attempts?.lockedUntil.map { $0 > tx.now } ?? false
        }
    }

    /// Nothing is counted while the door is shut: whoever keeps knocking does not keep the owner out for ever.
    func refuse(_ tx: borrowing Tx) throws {
        guard try !isShut(tx) else { return }
        for lock in locks {
            let before = try Attempts.find(lock.subject, tx)
            let isRecent = before.map { tx.now - $0.lastAt < policy.memory } ?? false
            let failures = 1 + (isRecent ? before?.failures ?? 0 : 0)
            let until = policy.pause(after: failures, allowed: lock.allowed).map { tx.now + $0 }
            try tx.execute(
                """
                INSERT INTO login_attempt (subject, failures, last_at, locked_until)
                VALUES (\(lock.subject), \(failures), \(tx.now), \(until))
                ON CONFLICT (subject) DO UPDATE
                   SET failures = excluded.failures, last_at = excluded.last_at, locked_until = excluded.locked_until
                """
            )
        }
    }

    func open(_ tx: borrowing Tx) throws {
        for lock in locks where lock.opensWithPassword {
            try tx.execute("DELETE FROM login_attempt WHERE subject = \(lock.subject)")
        }
    }

    private struct Attempts: Record {
        let failures: Int
        let lastAt: Instant
        let lockedUntil: Instant?

        static let columns: SQL = "failures, last_at, locked_until"

        init(_ row: inout Row) throws {
            failures = try row.next()
            lastAt = try row.next()
            lockedUntil = try row.next()
        }

        static func find(_ subject: [UInt8], _ tx: borrowing Tx) throws -> Attempts? {
            try tx.first("SELECT \(columns) FROM login_attempt WHERE subject = \(subject)")
        }
    }
}
