import Kernel
import Store

/// The only SQL for events.
///
/// SQLite has one writer, so an event gets its number when it is written. On PostgreSQL transactions commit in another
/// order than they write, and a number given by them could appear after a later one was delivered: there an event waits
/// in `realtime_pending`, and is numbered once it is committed, by one process at a time.
enum RealtimeStore {
    static let channel = "realtime"

    static func insert(
        _ event: String,
        _ rooms: [RealtimeRoom],
        _ payload: JSONValue,
        _ tx: borrowing Tx
    ) throws {
        let names = rooms.map(\.name)
        switch tx.dialect {
        case .sqlite:
            try tx.add(
                "(\(event), \(json: names), \(json: payload), \(tx.now))",
                to: "INSERT INTO realtime_event (event, rooms, payload, at)"
            )
        case .postgres:
            try tx.add(
                "(\(tx.newID(of: RealtimeEvent.self)), \(event), \(json: names), \(json: payload), \(tx.now))",
                to: "INSERT INTO realtime_pending (id, event, rooms, payload, at)"
            )
        }
    }

    /// Numbers the committed events; returns how many there were.
    static func number(atMost count: Int, _ tx: borrowing Tx) throws -> Int {
        guard tx.dialect == .postgres else { return 0 }
        // The lock is held until the numbers are visible, so that the next statement sees all earlier numbers.
        try tx.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        try tx.execute("SELECT pg_advisory_xact_lock(hashtext(current_schema() || '.realtime'))")
        return try tx.execute(
            """
            WITH moved AS (
                DELETE FROM realtime_pending WHERE id IN (SELECT id FROM realtime_pending ORDER BY number LIMIT \(count))
                RETURNING number, event, rooms, payload, at)
            INSERT INTO realtime_event (position, event, rooms, payload, at)
            SELECT (SELECT COALESCE(MAX(position), 0) FROM realtime_event) + row_number() OVER (ORDER BY number),
                   event, rooms, payload, at
              FROM moved
            """
        )
    }

    static func hasUnnumbered(_ tx: borrowing Tx) throws -> Bool {
        try tx.exists("SELECT 1 FROM realtime_pending")
    }

    static func list(after position: Int64, atMost count: Int, _ tx: borrowing Tx) throws -> [RealtimeEvent] {
        try tx.all(
            """
            SELECT \(RealtimeEvent.columns) FROM realtime_event WHERE position > \(position) ORDER BY position LIMIT \(count)
            """
        )
    }

    /// The newest events, in order.
    static func latest(_ count: Int, _ tx: borrowing Tx) throws -> [RealtimeEvent] {
        try tx.all(
            "SELECT \(RealtimeEvent.columns) FROM realtime_event ORDER BY position DESC LIMIT \(count)",
            as: RealtimeEvent.self
        ).reversed()
    }

    /// The oldest number that is still available; 1 without any event.
    static func oldest(_ tx: borrowing Tx) throws -> Int64 {
        try tx.value("SELECT COALESCE(MIN(position), 1) FROM realtime_event") ?? 1
    }

    static func newest(_ tx: borrowing Tx) throws -> Int64 {
        try tx.value("SELECT COALESCE(MAX(position), 0) FROM realtime_event") ?? 0
    }

    /// Includes the events without a number: one statement sees each event once, here or there.
    ///
    /// Messages to people do not count. The newest other event is found from the end of the table, behind the messages
    /// that came after it; once all others are forgotten, it is one before the oldest message, so that it never falls.
    static func count(_ tx: borrowing Tx) throws -> Int64 {
        let changes: SQL = "event <> \(Realtime.notification)"
        return try tx.value(
            """
            SELECT COALESCE((SELECT position FROM realtime_event WHERE \(changes) ORDER BY position DESC LIMIT 1),
                            (SELECT MIN(position) - 1 FROM realtime_event), 0)
                   + (SELECT COUNT(*) FROM realtime_pending WHERE \(changes))
            """
        ) ?? 0
    }

    /// Deletes old events, and those beyond the newest `most`.
    ///
    /// The newest one stays, because the next number follows from it.
    static func forget(
        before oldest: Instant,
        keeping most: Int64,
        atMost count: Int,
        _ tx: borrowing Tx
    ) throws -> Int {
        let newest = try newest(tx)
        return try tx.execute(
            """
            DELETE FROM realtime_event WHERE position IN (
                SELECT position FROM realtime_event
                 WHERE position < \(newest) AND (at < \(oldest) OR position <= \(newest - most))
                 ORDER BY position LIMIT \(count))
            """
        )
    }
}

extension Realtime {
    static let migrations = [
        Migration(
            id: "platform/realtime-001",
            """
            CREATE TABLE realtime_event (
            --pg
                position bigint PRIMARY KEY,
            --sqlite
                position INTEGER PRIMARY KEY,
            --all
                event {text} NOT NULL,
                rooms {json} NOT NULL,
                payload {json} NOT NULL,
                at {instant} NOT NULL
            ) {strict};
            CREATE INDEX realtime_event_at ON realtime_event (at);
            CREATE TABLE realtime_pending (
                id {id} PRIMARY KEY,
            --pg
                number bigint GENERATED BY DEFAULT AS IDENTITY,
            --sqlite
                number INTEGER,
            --all
                event {text} NOT NULL,
                rooms {json} NOT NULL,
                payload {json} NOT NULL,
                at {instant} NOT NULL
            ) {strict};
            """
        )
    ]

    static let impersonalTables = [
        ImpersonalTable("realtime_event", "identifiers, statuses and messages to their readers, for a day"),
        ImpersonalTable("realtime_pending", "the same, for a moment"),
    ]
}

/// Deletes the events that no client can request any more.
struct ForgetEvents: Job {
    static let kind = "realtime.forget"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(10))

    static let retention = Duration.hours(24)
    private static let most: Int64 = 500_000
    private static let batch = 2_000

    func run(_ call: JobCall) async throws -> JobOutcome {
        let oldest = call.now - Self.retention
        while try await call.db.write({ tx in
            try RealtimeStore.forget(before: oldest, keeping: Self.most, atMost: Self.batch, tx)
        }) == Self.batch {}
        return .done
    }
}
