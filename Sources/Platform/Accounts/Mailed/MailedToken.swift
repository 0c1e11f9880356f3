import Crypto
import Kernel
import Store

/// A secret in a mail for one action, once, which proves that its bearer reads the mails of an address.
///
/// Only its hash is stored. A new password uses up all tokens of the account.
struct MailedToken: Record {
    let purpose: Purpose
    let account: ID<Account>
    /// The address to which it was sent.
    let email: EmailAddress

    enum Purpose: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        case resetPassword = "reset_password"
        case verifyEmail = "verify_email"
        case changeEmail = "change_email"

        var lifetime: Duration {
            switch self {
            case .resetPassword: .minutes(30)
            case .verifyEmail: .days(3)
            case .changeEmail: .hours(24)
            }
        }

        /// The page of the site behind the link.
        var page: String {
            switch self {
            case .resetPassword: "reset-password"
            case .verifyEmail, .changeEmail: "verify-email"
            }
        }
    }

    static let columns: SQL = "t.purpose, t.account_id, t.email"

    init(_ row: inout Row) throws {
        purpose = try row.next()
        account = try row.next()
        email = try row.next()
    }

    /// The text of a new token.
    static func issue(
        _ purpose: Purpose,
        for account: ID<Account>,
        to email: EmailAddress,
        lasting lifetime: Duration? = nil,
        _ tx: borrowing Tx
    ) throws -> String {
        let text = SecretText.new()
        try tx.execute(
            """
            INSERT INTO mailed_token (hash, purpose, account_id, email, created_at, expires_at)
            VALUES (\(SecretText.hash(text)), \(purpose), \(account), \(email), \(tx.now), \(tx.now + (lifetime ?? purpose.lifetime)))
            """
        )
        return text
    }

    /// The token; throws when it cannot be used.
    static func find(_ text: String, for purposes: [Purpose], _ tx: borrowing Tx) throws -> MailedToken {
        guard let token = try usable(text, for: purposes, tx) else { throw unusable }
        return token
    }

    /// Nil when it is wrong, already used or expired.
    static func usable(_ text: String, for purposes: [Purpose], _ tx: borrowing Tx) throws -> MailedToken? {
        try tx.first(
            """
            SELECT \(columns) FROM mailed_token t
             WHERE t.hash = \(SecretText.hash(text)) AND t.purpose \(in: purposes.map(\.rawValue))
               AND t.used_at IS NULL AND t.expires_at > \(tx.now)
            """
        )
    }

    /// Uses the token up; of simultaneous attempts one succeeds.
    static func redeem(_ text: String, for purposes: [Purpose], _ tx: borrowing Tx) throws -> MailedToken {
        let token = try find(text, for: purposes, tx)
        let used = try tx.execute(
            "UPDATE mailed_token SET used_at = \(tx.now) WHERE hash = \(SecretText.hash(text)) AND used_at IS NULL"
        )
        guard used == 1 else { throw unusable }
        return token
    }

    static func useUpAll(of account: ID<Account>, _ tx: borrowing Tx) throws {
        try tx.execute(
            "UPDATE mailed_token SET used_at = \(tx.now) WHERE account_id = \(account) AND used_at IS NULL"
        )
    }

    static let unusable = Problem(.invalid, faults: [.init("/token", .unusableToken)])
}

/// 256 random bits as text, stored as a fast hash: a random secret needs no slow one.
enum SecretText {
    static func new() -> String { Base64.url.encode(randomBytes(32)) }

    /// The hash of the secret alone: mail and chat programs add a full stop, a bracket or a line break to links.
    static func hash(_ text: String) -> [UInt8] {
        guard let first = text.utf8.firstIndex(where: Base64.url.hasDigit),
            let last = text.utf8.lastIndex(where: Base64.url.hasDigit)
        else { return Array(SHA256.hash(data: [])) }
        return Array(SHA256.hash(data: Array(text.utf8[first...last])))
    }
}
