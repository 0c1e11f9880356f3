import Crypto
import Kernel
import Store

/// How many mails and text messages strangers may cause, by the address that is written to and by the address they call from.
///
/// Counted whether anyone has the e-mail address or not, and before it is looked up. Addresses are kept as MACs,
/// for a day.
struct MailAllowance: Sendable {
    private let subjects: [Subject]

    private struct Subject: Sendable {
        let mac: [UInt8]
        let count: Int
        let window: Duration
    }

    static let perEmail = 4
    static let perCaller = 30
    static let window = Duration.hours(1)

    init(_ purpose: MailedToken.Purpose, to email: EmailAddress, from address: String, at site: Site) {
        self.init(
            [
                ("mail \(purpose.rawValue) \(email)", Self.perEmail, Self.window),
                ("mail-from \(CountedAddress(address))", Self.perCaller, Self.window),
            ],
            at: site
        )
    }

    init(_ limits: [(subject: String, count: Int, window: Duration)], at site: Site) {
        let key = site.tokens.attemptKey
        subjects = limits.map { limit in
            let mac = HMAC<SHA256>.authenticationCode(for: Array(limit.subject.utf8), using: key)
            return Subject(mac: Array(mac), count: limit.count, window: limit.window)
        }
    }

    /// Whether one more mail may be sent; counts it when it may.
    func take(_ tx: borrowing Tx) throws -> Bool {
        for subject in subjects {
            let sent = try tx.value(
                """
                SELECT count FROM mail_allowance
                 WHERE subject = \(subject.mac) AND started_at > \(tx.now - subject.window)
                """,
                as: Int.self
            )
            guard sent ?? 0 < subject.count else { return false }
        }
        for subject in subjects { try count(subject, tx) }
        return true
    }

    private func count(_ subject: Subject, _ tx: borrowing Tx) throws {
        let oldest = tx.now - subject.window
        try tx.execute(
            """
            INSERT INTO mail_allowance AS m (subject, count, started_at) VALUES (\(subject.mac), 1, \(tx.now))
            ON CONFLICT (subject) DO UPDATE
               SET count = CASE WHEN m.started_at > \(oldest) THEN m.count + 1 ELSE 1 END,
                   started_at = CASE WHEN m.started_at > \(oldest) THEN m.started_at ELSE excluded.started_at END
            """
        )
    }
}
