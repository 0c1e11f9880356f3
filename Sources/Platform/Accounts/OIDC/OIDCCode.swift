import Kernel
import Store

/// A code with which the app that began a login gets its session: once, within a minute, with the secret of its challenge.
enum OIDCCode {
    static let lifetime = Duration.seconds(60)

    static func issue(for account: ID<Account>, _ challenge: String, _ tx: borrowing Tx) throws -> String {
        let text = SecretText.new()
        try tx.execute(
            """
            INSERT INTO oidc_code (hash, account_id, challenge, expires_at)
            VALUES (\(SecretText.hash(text)), \(account), \(challenge), \(tx.now + lifetime))
            """
        )
        return text
    }

    /// Uses the code up, whatever comes of it; nil when it cannot be used, or the secret is not that of the challenge.
    static func spend(_ text: String, _ verifier: String, _ tx: borrowing Tx) throws -> Account? {
        let row: Row? = try tx.first(
            "DELETE FROM oidc_code WHERE hash = \(SecretText.hash(text)) RETURNING account_id, challenge, expires_at"
        )
        guard let row, row.expiresAt > tx.now,
            isSame(row.challenge.utf8, PKCE.challenge(of: verifier).utf8)
        else { return nil }
        return try Account.find(row.account, tx)
    }

    private struct Row: RowDecodable {
        let account: ID<Account>
        let challenge: String
        let expiresAt: Instant

        init(_ row: inout Store.Row) throws {
            account = try row.next()
            challenge = try row.next()
            expiresAt = try row.next()
        }
    }
}
