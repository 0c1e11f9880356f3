import Crypto
import Kernel
import Store

/// Six digits sent to a phone number, valid for five minutes, one use and five attempts.
///
/// Only keyed MACs of number and code are stored, so that a reader of the table cannot try out a million codes.
enum PhoneCode {
    static let lifetime = Duration.minutes(5)
    static let attempts = 5
    private static let purpose = "phone-code"

    /// Issues a code, which replaces the one before.
    static func issue(for phone: PhoneNumber, at site: Site, _ tx: borrowing Tx) throws -> String {
        let (text, salt) = (random(), randomBytes(16))
        let key = site.key(for: purpose)
        try tx.execute(
            """
            INSERT INTO phone_code (subject, salt, mac, tries, created_at, expires_at)
            VALUES (\(subject(phone, key)), \(salt), \(mac(text, phone, salt, key)), 0, \(tx.now), \(tx.now + lifetime))
            ON CONFLICT (subject) DO UPDATE
               SET salt = excluded.salt, mac = excluded.mac, tries = 0, created_at = excluded.created_at,
                   expires_at = excluded.expires_at
            """
        )
        return text
    }

    /// Whether the code is correct; every guess costs an attempt, and of simultaneous correct ones one succeeds.
    ///
    /// A number without a code takes the same steps. The caller must commit the cost of a wrong code.
    static func redeem(
        _ code: SixDigits,
        of phone: PhoneNumber,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Bool {
        let key = site.key(for: purpose)
        let subject = subject(phone, key)
        let kept: Kept? = try tx.first(
            """
            UPDATE phone_code SET tries = tries + 1
             WHERE subject = \(subject) AND tries < \(attempts) AND expires_at > \(tx.now)
            RETURNING salt, mac
            """
        )
        let shown = mac(code.rawValue, phone, kept?.salt ?? Array(repeating: 0, count: 16), key)
        guard isEqual(shown, kept?.mac ?? Array(repeating: 0, count: 32)), kept != nil else { return false }
        return try tx.execute("DELETE FROM phone_code WHERE subject = \(subject) AND mac = \(shown)") == 1
    }

    private struct Kept: RowDecodable {
        let salt: [UInt8]
        let mac: [UInt8]

        init(_ row: inout Row) throws {
            salt = try row.next()
            mac = try row.next()
        }
    }

    private static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        let text = String(Int.random(in: 0..<1_000_000, using: &generator))
        return String(repeating: "0", count: 6 - text.utf8.count) + text
    }

    private static func subject(_ phone: PhoneNumber, _ key: SymmetricKey) -> [UInt8] {
        code(over: Array("number \(phone)".utf8), key)
    }

    private static func mac(
        _ code: String,
        _ phone: PhoneNumber,
        _ salt: [UInt8],
        _ key: SymmetricKey
    ) -> [UInt8] {
        self.code(over: salt + Array("code \(code) \(phone)".utf8), key)
    }

    /// With the newest key: a code expires too soon to need older ones.
    private static func code(over bytes: [UInt8], _ key: SymmetricKey) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key))
    }

    /// In constant time.
    private static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// A code of six digits, with or without blanks and hyphens.
///
/// It does not print itself.
struct SixDigits: TextValue {
    let rawValue: String

    init(unchecked normalised: String) {
        rawValue = normalised
    }

    /// Accepts the digits of any script that phones write.
    static func normalised(_ text: String) throws(Refusal) -> String {
        let digits = text.inCode.filter { $0 != "-" }
        guard digits.utf8.count == 6, digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
            throw .notSixDigits
        }
        return digits
    }

    static let rule = TextRule(length: 6...20, example: "123456")

    var description: String { "SixDigits(…)" }
}
