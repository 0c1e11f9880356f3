import Kernel

/// Passes on the rows of each of several statements.
typealias Rows = (_ statement: Int, _ each: (inout Row) throws -> Void) throws -> Void

/// The lanes of one database engine.
protocol Engine: Sendable {
    func read<R: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> R) async throws -> R
    /// Runs statements with a snapshot each; `collect` borrows their rows.
    func select<R: Sendable>(
        _ statements: [SQL],
        _ collect: @escaping @Sendable (Rows) throws -> R
    ) async throws -> R
    func write<R: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> R) async throws -> R
    func listen(_ channel: String) -> AsyncStream<String>
    var stats: Database.Stats { get }
    /// Finishes the accepted work and joins the threads; blocks.
    func close()
    /// Lets the threads end when the database was not closed.
    func abandon()
}
