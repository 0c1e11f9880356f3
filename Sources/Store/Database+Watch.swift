/// Sees the text of every statement that a task and its child tasks run, for tests of what an operation reads.
public struct StatementWatch: Sendable {
    private let report: @Sendable (String) -> Void

    public init(_ report: @escaping @Sendable (String) -> Void) {
        self.report = report
    }

    @TaskLocal static var current: StatementWatch?

    public func watching<R: Sendable>(_ work: () async throws -> R) async rethrows -> R {
        try await Self.$current.withValue(self, operation: work)
    }

    func see(_ sql: SQL, for dialect: Dialect) { report(sql.text(for: dialect)) }

    /// The connection, with its statements seen when anybody watches.
    static func watched(_ connection: any Connection, by watch: StatementWatch?) -> any Connection {
        guard let watch else { return connection }
        return WatchedConnection(connection, watch)
    }
}

private final class WatchedConnection: Connection {
    private let connection: any Connection
    private let watch: StatementWatch

    init(_ connection: any Connection, _ watch: StatementWatch) {
        self.connection = connection
        self.watch = watch
    }

    var dialect: Dialect { connection.dialect }

    func run(_ sql: SQL, _ each: (inout Row) throws -> Void) throws -> Int {
        watch.see(sql, for: dialect)
        return try connection.run(sql, each)
    }

    func post(_ sql: SQL) throws {
        watch.see(sql, for: dialect)
        try connection.post(sql)
    }

    func stream(_ sql: SQL, _ each: (inout Row) throws -> Void) throws {
        watch.see(sql, for: dialect)
        try connection.stream(sql, each)
    }

    func notify(_ channel: String, _ payload: String) throws {
        try connection.notify(channel, payload)
    }

    func script(_ text: String) throws {
        try connection.script(text)
    }
}
