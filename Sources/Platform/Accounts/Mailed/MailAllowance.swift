import Crypto
import Kernel
import Store

/// The limits of mails and text messages that strangers can cause, by recipient and by network address of the caller.
///
/// Messages are counted before the recipient is looked up: a message over the limit is refused with 429 and the time of
/// the next, for known and unknown addresses alike. Addresses are stored as MACs, for two days.
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

    /// For a logged-in caller, to the caller's own address.
    init(ownLinkTo email: EmailAddress, from address: String, at site: Site) {
        self.init(
            [
                ("mail own \(email)", Self.perEmail, Self.window),
                ("mail-from \(CountedAddress(address))", Self.perCaller, Self.window),
            ],
            at: site
        )
    }

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

    /// Counts one more message, or refuses it with 429 and the seconds until the next may be sent.
    ///
    /// Runs in the transaction that enqueues the message, so that every promised message is sent.
    func consume(_ tx: borrowing Tx, saying detail: LocalizedText? = Self.tooMany) throws {
        let waits = try subjects.compactMap { try wait(for: $0, tx) }
        if let longest = waits.max() { throw Problem(.tooManyRequests, detail, retryAfter: longest) }
        for subject in subjects { try count(subject, tx) }
    }

    /// The seconds until the next message; nil when one is left.
    private func wait(for subject: Subject, _ tx: borrowing Tx) throws -> Int? {
        let startedAt = try tx.value(
            """
            SELECT started_at FROM mail_allowance
             WHERE subject = \(subject.mac) AND started_at > \(tx.now - subject.window) AND count >= \(subject.count)
            """,
            as: Instant.self
        )
        guard let startedAt else { return nil }
        let left = startedAt + subject.window - tx.now
        return max(1, Int(left.components.seconds) + (left.components.attoseconds > 0 ? 1 : 0))
    }

    static let tooMany: LocalizedText = [
        "en":
            "Too many messages were requested. Use the newest one that arrived, or try again later.",
        "it":
            "Sono stati richiesti troppi messaggi. Usare l'ultimo ricevuto, oppure riprovare più tardi.",
        "ar": "طُلبت رسائل كثيرة. استخدم أحدث رسالة وصلتك أو حاول لاحقاً.",
        "ku":
            "داوای نامەی زۆر کرا. ئەو نامەیە بەکاربهێنە کە دواجار گەیشتووە، یان دواتر هەوڵ بدەرەوە.",
    ]

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
