import Kernel
import Logging

/// The results of the health checks, repeated only after a while however often they are requested.
actor RecentChecks {
    struct Result: Sendable {
        let name: String
        let isWell: Bool
        let micros: Int64
    }

    private let services: EdgeServices
    private let freshness: Duration
    private var latest: (results: Task<[Result], Never>, at: ContinuousClock.Instant)?

    init(_ services: EdgeServices, freshness: Duration) {
        self.services = services
        self.freshness = freshness
    }

    func results() async -> [Result] {
        if let latest, ContinuousClock.now - latest.at < freshness { return await latest.results.value }
        let asking = Task { [services] in await Self.ask(services) }
        latest = (asking, .now)
        return await asking.value
    }

    private static func ask(_ services: EdgeServices) async -> [Result] {
        var results: [Result] = []
        for check in services.checks {
            let start = ContinuousClock.now
            var isWell = true
            do {
                try await check.run()
            } catch {
                isWell = false
                services.log.warning("check failed", error: error, metadata: ["check": .string(check.name)])
            }
            results.append(
                Result(name: check.name, isWell: isWell, micros: (ContinuousClock.now - start).micros)
            )
        }
        return results
    }
}
