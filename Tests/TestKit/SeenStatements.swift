import Store
import Synchronization

/// The texts of the statements that some work runs, in their order.
package func statements<R: Sendable>(
    of work: @Sendable () async throws -> R
) async throws -> (answer: R, texts: [String]) {
    let seen = SeenStatements()
    let answer = try await StatementWatch { seen.add($0) }.watching(work)
    return (answer, seen.all)
}

private final class SeenStatements: Sendable {
    private let list = Mutex<[String]>([])
    func add(_ statement: String) { list.withLock { $0.append(statement) } }
    var all: [String] { list.withLock { $0 } }
}
