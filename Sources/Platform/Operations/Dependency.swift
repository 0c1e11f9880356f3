import Kernel
import Logging
import Store

/// A dependency of a site, and the result of its check.
package struct Dependency: Sendable {
    package let name: String
    package var isWell: Bool
    package let latency: Duration
    package var waiting: Int?
    package var givenUp: Int?
    /// The number of connected clients.
    package var connected: Int?
}

extension Dependency {
    package static func all(of site: Site) async -> [Dependency] {
        var all = [await database(of: site), await jobs(of: site), await messages(of: site)]
        all.append(await storage(of: site))
        if let redis = site.dependencies.redis { all.append(await Self.redis(redis, of: site)) }
        for (channel, isReal) in carriers(of: site) where isReal {
            all.append(await carrier(of: channel, site))
        }
        all.append(await realtime(of: site))
        return all
    }

    package static func database(of site: Site) async -> Dependency {
        await asked("database", site) { tx in
            _ = try tx.value("SELECT 1", as: Int.self)
            return (nil, nil)
        }
    }

    /// Dead jobs do not make the queue unhealthy: it works, and a person must look at the jobs.
    private static func jobs(of site: Site) async -> Dependency {
        await asked("jobs", site) { tx in
            (
                try tx.value("SELECT COUNT(*) FROM job WHERE state IN ('ready', 'retry')", as: Int.self),
                try tx.value("SELECT COUNT(*) FROM job WHERE state = 'dead'", as: Int.self)
            )
        }
    }

    private static func messages(of site: Site) async -> Dependency {
        await asked("messages", site) { tx in
            (
                try tx.value(
                    """
                    SELECT COUNT(*) FROM notice_delivery WHERE state IN ('waiting', 'sending') AND due_at <= \(tx.now)
                    """,
                    as: Int.self
                ),
                try tx.value(
                    """
                    SELECT COUNT(*) FROM notice_delivery WHERE state = 'failed' AND ended_at > \(tx.now - .hours(24))
                    """,
                    as: Int.self
                )
            )
        }
    }

    static func asked(
        _ name: String,
        _ site: Site,
        _ look: @escaping @Sendable (borrowing Tx) throws -> (waiting: Int?, givenUp: Int?)
    ) async -> Dependency {
        let start = ContinuousClock.now
        do {
            let (waiting, givenUp) = try await site.db.read { tx in try look(tx) }
            return Dependency(
                name: name,
                isWell: true,
                latency: ContinuousClock.now - start,
                waiting: waiting,
                givenUp: givenUp
            )
        } catch {
            site.log.warning("check failed", error: error, metadata: ["check": .string(name)])
            return Dependency(name: name, isWell: false, latency: ContinuousClock.now - start)
        }
    }
}
