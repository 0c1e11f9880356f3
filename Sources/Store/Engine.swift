import Kernel

/// The lanes of one kind of database.
protocol Engine: Sendable {
    func read<R: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> R) async throws -> R
    func write<R: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> R) async throws -> R
    func listen(_ channel: String) -> AsyncStream<String>
    var stats: Database.Stats { get }
    /// Drains and joins; blocks.
    func close()
    /// Lets the threads go when nobody has closed.
    func abandon()
}
