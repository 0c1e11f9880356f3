import Kernel

/// One transaction, lent to a synchronous closure: it cannot be copied and cannot escape.
public struct Tx: ~Copyable {
    private let connection: any Connection
    private let waiting = WaitingRows()
    /// The same moment for the whole transaction.
    public let now: Instant

    init(_ connection: any Connection, now: Instant) {
        self.connection = connection
        self.now = now
    }

    public var dialect: Dialect { connection.dialect }

    /// The connection, once it has all rows that were added before.
    private func settled() throws -> any Connection {
        try waiting.insert(on: connection)
        return connection
    }

    /// Inserts the rows that still wait, at the end.
    func settle() throws { _ = try settled() }

    public func newID<Entity>(of _: Entity.Type = Entity.self) -> ID<Entity> {
        ID.new(at: now)
    }
}

// Rows.
extension Tx {
    public func forEach(_ sql: SQL, _ body: (inout Row) throws -> Void) throws {
        _ = try settled().run(sql, body)
    }

    /// Like ``forEach(_:_:)``, for more rows than fit in memory.
    ///
    /// While it runs the transaction can do nothing else.
    public func stream(_ sql: SQL, _ body: (inout Row) throws -> Void) throws {
        try settled().stream(sql, body)
    }

    public func all<R: RowDecodable>(_ sql: SQL, as _: R.Type = R.self) throws -> [R] {
        var records: [R] = []
        try forEach(sql) { records.append(try R(&$0)) }
        return records
    }

    public func first<R: RowDecodable>(_ sql: SQL, as _: R.Type = R.self) throws -> R? {
        var record: R?
        try forEach(sql) { row in
            if record == nil { record = try R(&row) }
        }
        return record
    }

    /// The only row; `not_found` without one.
    public func one<R: RowDecodable>(_ sql: SQL, as type: R.Type = R.self) throws -> R {
        guard let record = try first(sql, as: type) else { throw Problem(.notFound) }
        return record
    }
}

// Single columns.
extension Tx {
    /// The first column of the first row.
    public func value<Value: SQLDecodable>(_ sql: SQL, as _: Value.Type = Value.self) throws -> Value? {
        var value: Value?
        var isFirst = true
        try forEach(sql) { row in
            guard isFirst else { return }
            isFirst = false
            value = try row.next(Value?.self)
        }
        return value
    }

    /// The first column of every row.
    public func values<Value: SQLDecodable>(_ sql: SQL, as _: Value.Type = Value.self) throws -> [Value] {
        var values: [Value] = []
        try forEach(sql) { values.append(try $0.next()) }
        return values
    }

    /// Whether the query returns any row.
    public func exists(_ sql: SQL) throws -> Bool {
        try value("SELECT EXISTS (\(sql))", as: Bool.self) ?? false
    }
}

// Changes.
extension Tx {
    /// Returns the number of changed rows.
    @discardableResult
    public func execute(_ sql: SQL) throws -> Int {
        try settled().run(sql) { _ in }
    }

    /// Makes a change whose result is not needed.
    ///
    /// It is made before the next statement, and costs PostgreSQL no round trip of its own.
    ///
    /// A failure appears at a later statement or at the commit.
    public func post(_ sql: SQL) throws {
        try settled().post(sql)
    }

    /// Inserts a row, such as `(1, 2)`, by an insertion such as `INSERT INTO entry (id, code)`.
    ///
    /// Rows that are added one after the other become one statement for each table, in the order of the tables' first rows,
    /// before the next other statement. A failure appears there or at the commit.
    public func add(_ row: SQL, to insertion: SQL) throws {
        guard waiting.add(row, to: insertion) else { return try settle() }
    }

    /// Changes a row that must be as the caller saw it; `stale` when it is not.
    public func changeOne(_ sql: SQL) throws {
        guard try execute(sql) > 0 else { throw Problem(.stale) }
    }

    /// Has PostgreSQL plan the following statements for their actual values.
    ///
    /// Otherwise it settles for one plan for all values, which is poor where they differ as much as the words
    /// of a search: common and unknown ones.
    /// search: one that many rows have, and one that none has.
    public func forceReplanning() throws {
        guard dialect == .postgres else { return }
        try post("SET LOCAL plan_cache_mode = force_custom_plan")
    }

    /// Notifies the listeners of a channel, if and when the transaction commits.
    ///
    /// Without a payload listeners only read again: such notifications are sent after the commit, once for
    /// many transactions.
    public func notify(_ channel: String, _ payload: String) throws {
        try connection.notify(channel, payload)
    }
}
