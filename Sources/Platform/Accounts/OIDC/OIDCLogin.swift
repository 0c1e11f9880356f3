import Kernel
import Store

/// A login under way at a provider: its secrets, and the own page that waits for it.
struct OIDCLogin: Record {
    let id: ID<OIDCLogin>
    let provider: String
    let nonce: String
    private let sealed: [UInt8]
    /// The full address of a page of the front end.
    let returnTo: String
    /// The app's challenge, to which the code for the app is bound.
    let challenge: String

    static let lifetime = Duration.minutes(10)
    static let verifier = SealedColumn("oidc_login", "verifier", key: "id")
    static let columns: SQL = "id, provider, nonce, verifier, return_to, challenge"

    init(_ row: inout Row) throws {
        id = try row.next()
        provider = try row.next()
        nonce = try row.next()
        sealed = try row.next()
        returnTo = try row.next()
        challenge = try row.next()
    }

    static func begin(
        _ secrets: OIDCClient.Secrets,
        at provider: OIDCProvider,
        for challenge: PKCEChallenge,
        returningTo page: String,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let id = tx.newID(of: OIDCLogin.self)
        let sealed = try verifier.seal(secrets.verifier.utf8, in: id, at: site)
        try tx.execute(
            """
            INSERT INTO oidc_login (id, hash, provider, nonce, verifier, return_to, challenge, expires_at)
            VALUES (\(id), \(SecretText.hash(secrets.state)), \(provider.name), \(secrets.nonce), \(sealed), \(page),
                    \(challenge.rawValue), \(tx.now + lifetime))
            """
        )
    }

    /// Uses the state up, and answers its login; nil when it is unknown, of another provider, over or used.
    static func spend(_ state: String, at provider: String, _ tx: borrowing Tx) throws -> OIDCLogin? {
        try tx.first(
            """
            DELETE FROM oidc_login
             WHERE hash = \(SecretText.hash(state)) AND provider = \(provider) AND expires_at > \(tx.now)
            RETURNING \(columns)
            """
        )
    }

    func secret(at site: Site) throws -> String {
        String(decoding: try Self.verifier.open(sealed, in: id, at: site), as: UTF8.self)
    }
}
