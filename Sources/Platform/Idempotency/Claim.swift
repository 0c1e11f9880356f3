import Kernel
import Store
import Web

/// One request's hold on an `Idempotency-Key` of one caller.
struct Claim: Sendable {
    let principal: String
    let request: IdempotentRequest
    /// The fingerprints under which the request may be stored; the first one is used for new rows.
    let prints: [[UInt8]]
    let id: ID<Claim>

    enum Outcome: Sendable {
        case taken
        case replayed(StoredAnswer)
        case inFlight
        case mismatched
        /// The request took effect, and its answer was lost.
        case unfinished
    }

    func acquire(at site: Site, _ tx: borrowing Tx) throws -> Outcome {
        if try insert(tx) { return .taken }
        let held: Held = try tx.one(
            """
            SELECT \(Held.columns) FROM idempotent_request WHERE principal = \(principal) AND key = \(request.key)
            """
        )
        if held.isForgotten(at: tx.now) { return try replace(held, tx) }
        guard held.operation == request.operation, prints.contains(held.fingerprint) else {
            return .mismatched
        }
        if let answer = held.answer { return .replayed(try answer.opened(in: held.claim, at: site)) }
        guard held.isAbandoned(at: tx.now) else { return .inFlight }
        return held.hasEffect ? .unfinished : try replace(held, tx)
    }

    /// Records an effect, in its own transaction.
    ///
    /// Refused when another request has taken over the claim, and runs instead.
    func recordEffect(_ tx: borrowing Tx) throws {
        let noted = try tx.execute("UPDATE idempotent_request SET effected_at = \(tx.now) WHERE \(mine)")
        guard noted == 1 else { throw Problem(.idempotencyInFlight, retryAfter: 1) }
    }

    func renew(_ tx: borrowing Tx) throws {
        try tx.execute("UPDATE idempotent_request SET claimed_at = \(tx.now) WHERE \(mine)")
    }

    func keep(_ answer: StoredAnswer, at site: Site, _ tx: borrowing Tx) throws {
        let body = try Self.body.seal(answer.body, in: id, at: site)
        try tx.execute(
            """
            UPDATE idempotent_request
               SET status = \(answer.status), headers = \(json: answer.headers), body = \(body), claimed_at = \(tx.now)
             WHERE \(mine)
            """
        )
    }

    /// Releases the key; false when the request has had an effect and must not run again.
    func release(_ tx: borrowing Tx) throws -> Bool {
        try tx.execute("DELETE FROM idempotent_request WHERE \(mine) AND effected_at IS NULL") == 1
    }

    static func forget(before oldest: Instant, atMost count: Int, _ tx: borrowing Tx) throws -> Int {
        try tx.execute(
            """
            DELETE FROM idempotent_request WHERE claim IN (
                SELECT claim FROM idempotent_request WHERE claimed_at < \(oldest) ORDER BY claimed_at LIMIT \(count))
            """
        )
    }

    /// Sealed, because answers repeat what people wrote.
    static let body = SealedColumn("idempotent_request", "body", key: "claim", formerly: .plain)

    private var mine: SQL {
        "principal = \(principal) AND key = \(request.key) AND claim = \(id) AND status IS NULL"
    }

    private func insert(_ tx: borrowing Tx) throws -> Bool {
        try tx.execute(
            """
            INSERT INTO idempotent_request (principal, key, operation, fingerprint, claim, claimed_at)
            VALUES (\(principal), \(request.key), \(request.operation), \(prints.first), \(id), \(tx.now))
                ON CONFLICT (principal, key) DO NOTHING
            """
        ) == 1
    }

    /// Takes over an abandoned claim.
    private func replace(_ held: Held, _ tx: borrowing Tx) throws -> Outcome {
        let replaced = try tx.execute(
            """
            UPDATE idempotent_request
               SET operation = \(request.operation), fingerprint = \(prints.first), claim = \(id), claimed_at = \(tx.now),
                   effected_at = NULL, status = NULL, headers = NULL, body = NULL
             WHERE principal = \(principal) AND key = \(request.key) AND claim = \(held.claim)
            """
        )
        return replaced == 1 ? .taken : .inFlight
    }

    private struct Held: Record {
        let operation: String
        let fingerprint: [UInt8]
        let claim: ID<Claim>
        let claimedAt: Instant
        let hasEffect: Bool
        let answer: StoredAnswer?

        static let columns: SQL =
            "operation, fingerprint, claim, claimed_at, effected_at IS NOT NULL, status, headers, body"

        init(_ row: inout Row) throws {
            operation = try row.next()
            fingerprint = try row.next()
            claim = try row.next()
            claimedAt = try row.next()
            hasEffect = try row.next()
            answer = try StoredAnswer(&row)
        }

        func isForgotten(at now: Instant) -> Bool { claimedAt < now - Idempotency.retention }
        func isAbandoned(at now: Instant) -> Bool { claimedAt < now - Idempotency.lease }
    }
}

/// An answer as it was sent, without the headers that the edge adds to every answer.
struct StoredAnswer: Sendable {
    let status: Int
    let headers: [[String]]
    let body: [UInt8]

    /// Nil when it cannot be kept: a stream, or a fault of the server.
    init?(_ reply: Reply) {
        switch reply.body {
        case .stream: return nil
        case .bytes(let bytes): body = bytes
        case .empty: body = []
        }
        guard reply.status < 500, reply.status != 429 else { return nil }
        status = reply.status
        headers = reply.headers.map { [$0.name, $0.value] }
    }

    private init(status: Int, headers: [[String]], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    fileprivate func opened(in claim: ID<Claim>, at site: Site) throws -> StoredAnswer {
        StoredAnswer(status: status, headers: headers, body: try Claim.body.open(body, in: claim, at: site))
    }

    /// As it is stored, with its body sealed; nil while there is no answer: the columns are NULL.
    init?(_ row: inout Row) throws {
        let status: Int? = try row.next()
        let headers: [[String]]? = try row.json()
        let body: [UInt8]? = try row.next()
        guard let status, let headers, let body else { return nil }
        self.status = status
        self.headers = headers
        self.body = body
    }

    var replay: Reply {
        let kept = headers.compactMap { $0.count == 2 ? (name: $0[0], value: $0[1]) : nil }
        return Reply(
            status,
            headers: kept + [("Idempotent-Replayed", "true")],
            body: body.isEmpty ? .empty : .bytes(body)
        )
    }
}

extension Idempotency {
    static let migrations = [
        Migration(
            id: "platform/idempotency-001",
            """
            CREATE TABLE idempotent_request (
                principal {text} NOT NULL,
                key {text} NOT NULL,
                operation {text} NOT NULL,
                fingerprint {bytes} NOT NULL,
                claim {id} NOT NULL UNIQUE,
                claimed_at {instant} NOT NULL,
                status {int},
                headers {json},
                body {bytes},
                PRIMARY KEY (principal, key),
                CHECK ((status IS NULL) = (headers IS NULL) AND (status IS NULL) = (body IS NULL))
            ) {strict};
            CREATE INDEX idempotent_request_age ON idempotent_request (claimed_at);
            """
        ),
        Migration(
            id: "platform/idempotency-002",
            "ALTER TABLE idempotent_request ADD COLUMN effected_at {instant};"
        ),
    ]
}
