import Kernel

/// Hands over the rows of one of some statements, one after the other.
typealias Rows = (_ statement: Int, _ each: (inout Row) throws -> Void) throws -> Void

/// The lanes of one kind of database.
protocol Engine: Sendable {
    func read<R: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> R) async throws -> R
    /// Statements that each see one moment by themselves; `collect` is lent their rows.
    func select<R: Sendable>(
        _ statements: [SQL],
        _ collect: @escaping @Sendable (Rows) throws -> R
    ) async throws -> R
    func write<R: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> R) async throws -> R
    func listen(_ channel: String) -> AsyncStream<String>
    var stats: Database.Stats { get }
    /// Drains and joins; blocks.
    func close()
    /// Lets the threads go when nobody has closed.
    func abandon()
}
