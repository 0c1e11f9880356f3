import Kernel
import Logging

/// Checks over a network: cached for a while, and abandoned after a moment.
///
/// So the page is neither slow nor a burden for a dependency that does not answer, however often it is
/// requested.
package actor DependencyWatch {
    private let freshness: Duration
    private let limit: Duration
    private var latest: [String: (answer: Task<Dependency, Never>, at: ContinuousClock.Instant)] = [:]

    package init(freshness: Duration = .seconds(15), limit: Duration = .seconds(2)) {
        self.freshness = freshness
        self.limit = limit
    }

    package func answer(
        of name: String,
        _ log: Logger,
        _ ask: @escaping @Sendable () async throws -> Void
    ) async -> Dependency {
        if let known = latest[name], ContinuousClock.now - known.at < freshness {
            return await known.answer.value
        }
        let asking = Task { [limit] in await Self.ask(name, log, limit, ask) }
        latest[name] = (asking, .now)
        return await asking.value
    }

    private static func ask(
        _ name: String,
        _ log: Logger,
        _ limit: Duration,
        _ ask: @escaping @Sendable () async throws -> Void
    ) async -> Dependency {
        let start = ContinuousClock.now
        let (answers, answer) = AsyncStream.makeStream(of: Bool.self, bufferingPolicy: .bufferingOldest(1))
        let asking = Task {
            do {
                try await ask()
                answer.yield(true)
            } catch {
                log.warning("check failed", error: error, metadata: ["check": .string(name)])
                answer.yield(false)
            }
        }
        let clock = Task {
            try await Task.sleep(for: limit)
            log.warning("check took too long", metadata: ["check": .string(name)])
            answer.yield(false)
        }
        defer {
            asking.cancel()
            clock.cancel()
        }
        var first = answers.makeAsyncIterator()
        let isWell = await first.next() ?? false
        return Dependency(name: name, isWell: isWell, latency: ContinuousClock.now - start)
    }
}
