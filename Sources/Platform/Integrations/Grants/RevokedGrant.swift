import Kernel
import Store

/// A grant that its person ended here, until Google knows.
enum RevokedGrant {
    static let column = SealedColumn("revoked_grant", "sealed", key: "id")

    static func keep(_ token: String, at site: Site, _ tx: borrowing Tx) throws {
        let id = tx.newID(of: RevokedGrant.self)
        try tx.execute(
            """
            INSERT INTO revoked_grant (id, sealed) VALUES (\(id), \(try column.seal(token.utf8, in: id, at: site)))
            """
        )
        try tx.enqueue(RevokeGrant(grant: id), unique: id.description)
    }
}

/// Revokes a grant at Google; one that Google does not know any more is over too.
struct RevokeGrant: Job {
    static let kind = "integrations.revoke"
    static let policy = JobPolicy(queue: Integrations.queue, attempts: 20)

    let grant: ID<RevokedGrant>

    func run(_ call: JobCall) async throws -> JobOutcome {
        guard let google = call.site.dependencies.google else { return .snooze(.hours(1)) }
        let id = grant
        let sealed = try await call.db.read { tx in
            try tx.value("SELECT sealed FROM revoked_grant WHERE id = \(id)", as: [UInt8].self)
        }
        guard let sealed else { return .cancel("revoked already") }
        let token = String(
            decoding: try RevokedGrant.column.open(sealed, in: id, at: call.site),
            as: UTF8.self
        )
        let answer = try await google.http.call(
            .init(
                "POST",
                google.settings.oauth + "/revoke",
                headers: [("Content-Type", "application/x-www-form-urlencoded")],
                body: .bytes(Array(StripeForm.encoded(["token", token]).utf8))
            )
        )
        // 400 is the answer for a token that is not valid any more.
        guard answer.status == 200 || answer.status == 400 else {
            throw GoogleFailure.later("status \(answer.status)", nil)
        }
        try await call.db.write { tx in try tx.execute("DELETE FROM revoked_grant WHERE id = \(id)") }
        return .done
    }
}
