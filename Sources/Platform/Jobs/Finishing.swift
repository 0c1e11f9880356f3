import Kernel
import Store

/// Runs work that must be done even when its task is cancelled, or the database is too busy at first.
///
/// The record of a past event is such work: without it, an e-mail that has been sent would be sent again. Attempts go
/// on for about six seconds, and only after ``Problem/Code/overloaded``.
package func finishing<Result: Sendable>(
    _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await Task {
        // An expired login does not undo a past event.
        try await WriteWitness.aside {
            for tries in 0..<6 {
                do {
                    return try await work()
                } catch let problem as Problem where problem.code == .overloaded {
                    try await Task.sleep(for: .milliseconds(100 << tries))
                }
            }
            return try await work()
        }
    }.value
}
