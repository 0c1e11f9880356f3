import Kernel

extension Database {
    /// Applies pending migrations in the order of the list, and returns their ids.
    @discardableResult
    public func migrate(_ migrations: [Migration]) async throws -> [String] {
        let (now, schema) = (options.now(), options.schema)
        return try await onOwnConnection { connection in
            try Migrator(connection, migrations, now: now, schema: schema).run()
        }
    }

    /// The migrations that `migrate` would apply.
    public func pending(_ migrations: [Migration]) async throws -> [String] {
        let (now, schema) = (options.now(), options.schema)
        return try await onOwnConnection { connection in
            try Migrator(connection, migrations, now: now, schema: schema).pending()
        }
    }

    /// Runs on a temporary thread and connection, without time limits.
    func onOwnConnection<Output: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Output
    ) async throws -> Output {
        let location = location
        let options = options
        return try await withUnsafeThrowingContinuation { (caller: UnsafeContinuation<Output, any Error>) in
            do {
                let thread = try LaneThread {
                    caller.resume(
                        with: Result {
                            let connection = try location.connection(options)
                            defer { connection.disconnect() }
                            return try body(connection)
                        }
                    )
                }
                thread.detach()
            } catch {
                caller.resume(throwing: error)
            }
        }
    }
}

extension Database.Location {
    fileprivate func connection(_ options: Database.Options) throws -> any Connection & LaneConnection {
        var options = options
        options.statementTimeout = .hours(6)
        switch self {
        case .sqlite(let path):
            options.waitDeadline = .minutes(5)
            return try options.sqlite(path, isReadOnly: false)
        case .postgres(let conninfo):
            let connection = try PGConnection(options.postgres(conninfo))
            try connection.heal()
            return connection
        }
    }
}
