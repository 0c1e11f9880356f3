import CLibPQ
import Glibc
import Kernel

/// One connection to PostgreSQL, which reconnects after a loss.
///
/// `@unchecked Sendable`: only its lane's thread uses it, except for `wake()`, which writes to a pipe.
final class PGConnection: LaneConnection, Connection, @unchecked Sendable {
    struct Settings: Sendable {
        var conninfo: String
        var schema: String?
        var timeout: Duration
        var isReadOnly = false
    }

    struct Prepared {
        let name: String
        let types: [UInt32]
    }

    let dialect = Dialect.postgres
    let settings: Settings
    let alarm: WakePipe
    var handle: OpaquePointer?
    /// The connection is unusable, whatever libpq reports.
    var isLost = false
    var statements = StatementCache<Prepared>()
    var lastStatement = 0
    var parameters = PGParameters()
    var interruption = Interruption()
    /// The BEGIN that is sent with the first statement.
    var pendingBegin: String?
    /// Statements that are sent with the next one.
    var posted: [Bound] = []
    /// The end of a reading transaction has been sent, but not answered.
    var isLeaving = false
    /// Channels whose listeners are notified after the commit.
    var nudges: Set<String> = []
    let nudger: PGNudger?
    /// The error of the first failed statement: from then on the transaction can only be rolled back.
    var failure: (any Error)?

    /// Does not connect yet.
    init(_ settings: Settings, nudger: PGNudger? = nil) throws {
        self.settings = settings
        self.nudger = nudger
        alarm = try WakePipe()
    }

    deinit {
        PQfinish(handle)
    }

    func begin(_ interruption: Interruption) throws {
        self.interruption = interruption
        failure = nil
        pendingBegin = nil
        posted = []
        nudges = []
        alarm.drain()
        arrive()
        try heal()
    }

    func wake() {
        alarm.ring()
    }

    func disconnect() {
        PQfinish(handle)
        handle = nil
    }

    func notify(_ channel: String, _ payload: String) throws {
        if payload.isEmpty, nudger != nil {
            nudges.insert(settings.channel(channel))
            return
        }
        _ = try run("SELECT pg_notify(\(settings.channel(channel)), \(payload))") { _ in }
    }

    func script(_ text: String) throws {
        _ = try command(text)
    }
}

extension PGConnection {
    /// Connects, unless the current connection appears to work.
    func heal() throws {
        if handle != nil, !isLost, PQstatus(handle) == CONNECTION_OK, !hasHungUp { return }
        disconnect()
        statements = StatementCache()
        isLost = false
        isLeaving = false
        handle = try connect()
        if let schema = settings.schema {
            _ = try command("SET search_path TO \"\(schema)\", public")
        }
        if settings.isReadOnly { _ = try command("SET default_transaction_read_only TO on") }
    }

    private func connect() throws -> OpaquePointer {
        // The last option wins, so the operator's URL overrides the defaults. Without Kerberos, because libkrb5 can abort
        // the process when many threads connect at once.
        let options: KeyValuePairs = [
            "connect_timeout": "5", "tcp_user_timeout": "15000", "keepalives_idle": "30",
            "gssencmode": "disable",
            "application_name": "portico", "dbname": settings.conninfo, "client_encoding": "UTF8",
        ]
        let keys = options.map { strdup($0.key) } + [nil]
        let values = options.map { strdup($0.value) } + [nil]
        defer { for text in keys + values { free(text) } }
        let handle = PQconnectdbParams(keys.map { UnsafePointer($0) }, values.map { UnsafePointer($0) }, 1)
        guard let handle else { throw DatabaseError(.connection, "no memory for a connection") }
        guard PQstatus(handle) == CONNECTION_OK else {
            defer { PQfinish(handle) }
            throw DatabaseError(.connection, code: "08001", Self.message(of: handle))
        }
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        PQsetnonblocking(handle, 1)
        return handle
    }

    /// Whether an idle connection received data, which is a notice of termination.
    ///
    /// A reloaded setting causes it too; the needless reconnection costs milliseconds.
    private var hasHungUp: Bool {
        var socket = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
        return poll(&socket, 1, 0) != 0
    }

    static func message(of handle: OpaquePointer?) -> String {
        let text = PQerrorMessage(handle).map { String(cString: $0) } ?? ""
        return text.split(separator: "\n").joined(separator: "; ")
    }
}

extension PGConnection.Settings {
    /// Channels belong to the whole server, so ours contain the schema of the site.
    func channel(_ name: String) -> String {
        schema.map { "\($0)/\(name)" } ?? name
    }
}
