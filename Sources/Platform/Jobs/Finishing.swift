/// Does what must be done even when the task that wants it has been cancelled.
///
/// A note of something that has happened is such a thing.
func finishing<Result: Sendable>(
    _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await Task(operation: work).value
}
