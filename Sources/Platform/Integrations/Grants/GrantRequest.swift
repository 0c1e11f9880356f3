import Kernel
import Store

/// A person on the way to Google and back, to link the account.
struct GrantRequest: Record {
    let id: ID<GrantRequest>
    let account: ID<Account>
    private let sealed: [UInt8]
    let returnTo: String

    static let lifetime = Duration.minutes(10)
    static let verifier = SealedColumn("integration_request", "verifier", key: "id")
    static let columns: SQL = "id, account_id, verifier, return_to"

    init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        sealed = try row.next()
        returnTo = try row.next()
    }

    static func begin(
        _ state: String,
        _ secret: String,
        of account: ID<Account>,
        returningTo page: String,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let id = tx.newID(of: GrantRequest.self)
        // Abandoned ones of the account go on this occasion.
        try tx.execute(
            "DELETE FROM integration_request WHERE account_id = \(account) AND expires_at <= \(tx.now)"
        )
        try tx.execute(
            """
            INSERT INTO integration_request (id, hash, account_id, provider, verifier, return_to, expires_at)
            VALUES (\(id), \(SecretText.hash(state)), \(account), \(Integration.google),
                    \(try verifier.seal(secret.utf8, in: id, at: site)), \(page), \(tx.now + lifetime))
            """
        )
    }

    /// Uses the state up; nil when it is unknown, over or used.
    static func spend(_ state: String, _ tx: borrowing Tx) throws -> GrantRequest? {
        try tx.first(
            """
            DELETE FROM integration_request WHERE hash = \(SecretText.hash(state)) AND expires_at > \(tx.now)
            RETURNING \(columns)
            """
        )
    }

    func secret(at site: Site) throws -> String {
        String(decoding: try Self.verifier.open(sealed, in: id, at: site), as: UTF8.self)
    }
}
