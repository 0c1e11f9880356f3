import Kernel
import Platform
import Store

/// A telephone call about a job: one that somebody wrote down, or one that the server connected.
struct PhoneCall: Sendable {
    let id: ID<PhoneCall>
    let job: ID<Job>
    let caller: ID<Account>
    let callee: ID<Account>
    let mode: Mode
    let direction: Direction
    let state: State
    let startedAt: Instant
    let seconds: Int?
    let createdAt: Instant
    let version: Int

    /// How a call comes into the list.
    enum Mode: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// It was made elsewhere, and is written down.
        case log
        /// The server calls both sides, who do not see each other's number.
        case bridge
    }

    /// The direction of a call, seen from its `caller_id`.
    enum Direction: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The account was called.
        case inbound
        /// The account called.
        case outbound
    }

    /// The state of a call, as the telephone service names it.
    enum State: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Not begun.
        case queued
        /// The first telephone is being called.
        case initiated
        /// The first telephone rings.
        case ringing
        /// Somebody has answered.
        case inProgress = "in-progress"
        /// Ended after a conversation.
        case completed
        /// The telephone was busy.
        case busy
        /// It could not be made.
        case failed
        /// Nobody answered.
        case noAnswer = "no-answer"
        /// Ended before anybody answered.
        case canceled

        /// Reports come in any order: only one of a higher rank counts, so the first final state stays.
        var rank: Int {
            switch self {
            case .queued: 0
            case .initiated: 1
            case .ringing: 2
            case .inProgress: 3
            case .completed, .busy, .failed, .noAnswer, .canceled: 4
            }
        }
    }
}

extension PhoneCall: Record {
    static let source: SQL = "call c JOIN market_job j ON j.id = c.job_id"

    static let columns: SQL =
        """
        c.id, c.job_id, c.caller_id, c.callee_id, c.mode, c.direction, c.state, c.started_at, c.seconds, c.created_at,
        c.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        job = try row.next()
        caller = try row.next()
        callee = try row.next()
        mode = try row.next()
        direction = try row.next()
        state = try row.next()
        startedAt = try row.next()
        seconds = try row.next()
        createdAt = try row.next()
        version = try row.next()
    }

    static func find(_ id: ID<PhoneCall>, _ tx: borrowing Tx) throws -> PhoneCall {
        try tx.one("SELECT \(columns) FROM \(source) WHERE c.id = \(id)")
    }

    /// The calls within a scope: the account's own, and calls of disputed jobs for staff.
    static func list(where condition: SQL, in scope: Scope, _ tx: borrowing Tx) throws -> [PhoneCall] {
        guard let account = scope.actor.account else { return [] }
        return try tx.all(
            """
            SELECT \(columns) FROM \(source)
             WHERE \(condition) AND (\(account) IN (c.caller_id, c.callee_id)
                                     OR (j.state = 'disputed' AND \(scope.ofStaff(over: "j"))))
             ORDER BY c.id DESC
            """
        )
    }
}

extension PhoneCall {
    /// Applies a report, unless one of the same or a higher rank came before; false when it changed nothing.
    static func report(
        _ state: State,
        seconds: Int?,
        of sid: String,
        or call: ID<PhoneCall>?,
        _ tx: borrowing Tx
    ) throws -> Bool {
        // The first report can come before the answer with the identifier.
        try tx.execute("UPDATE call SET sid = \(sid) WHERE id = \(call) AND sid IS NULL AND mode = 'bridge'")
        return try tx.execute(
            """
            UPDATE call
               SET state = \(state), rank = \(state.rank), seconds = COALESCE(\(seconds), seconds), updated_at = \(tx.now),
                   version = version + 1
             WHERE sid = \(sid) AND rank < \(state.rank)
            """
        ) > 0
    }
}
