import Kernel
import Store

/// Does what must be done even when the task that wants it has been cancelled, or the database is too busy at first.
///
/// A note of something that has happened is such a thing: without it a mail that is out would be sent again. It is tried for some six
/// seconds; what fails for another reason than ``Problem/Code/overloaded`` is not tried again.
func finishing<Result: Sendable>(
    _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await Task {
        // A login that has grown old meanwhile does not undo what has happened.
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
