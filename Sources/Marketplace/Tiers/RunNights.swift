import Kernel
import Platform
import Store

/// Looks every minute for regions in which it has become two in the morning.
struct RunNights: BackgroundJob {
    static let kind = "marketplace.nights"
    static let policy = JobPolicy(queue: .scoring)

    static let time = LocalTiming.Times.daily([LocalTime(unchecked: "02:00")])

    func run(_ call: JobCall) async throws -> JobOutcome {
        let regions = try await call.db.read { tx in
            try tx.all("SELECT \(Region.columns) FROM region r ORDER BY r.id", as: Region.self)
        }
        for region in regions {
            // A region begins with its first night.
            guard let slot = Self.time.latest(at: call.now, in: region.zone), slot.at >= region.createdAt
            else {
                continue
            }
            try await call.db.write { tx in try RegionNight.begin(of: region.id, slot.date, tx) }
        }
        return .done
    }
}

/// The nights of regions that have begun, each once.
enum RegionNight {
    static func begin(of region: ID<Region>, _ night: CivilDate, _ tx: borrowing Tx) throws {
        let inserted = try tx.execute(
            """
            INSERT INTO region_night (region_id, night, began_at) VALUES (\(region), \(night), \(tx.now))
                ON CONFLICT (region_id, night) DO NOTHING
            """
        )
        guard inserted == 1 else { return }
        try tx.enqueue(RunNight(region: region, night: night), unique: "\(region) \(night)")
    }

    /// Keeps what the night has found about the region's customers.
    static func finish(
        of region: ID<Region>,
        _ night: CivilDate,
        _ churn: Churn,
        threshold days: Int,
        _ tx: borrowing Tx
    ) throws {
        try tx.execute(
            """
            UPDATE region_night
               SET finished_at = \(tx.now), churn_days = \(days), customers_active = \(churn.active), customers_lost = \(churn.lost)
             WHERE region_id = \(region) AND night = \(night)
            """
        )
    }
}

/// The night of one region: the figures and tiers of its providers, and its churn.
struct RunNight: BackgroundJob {
    static let kind = "marketplace.night"
    static let policy = JobPolicy(queue: .scoring, timeout: .hours(4))

    let region: ID<Region>
    let night: CivilDate

    private static let batch = 500

    func run(_ call: JobCall) async throws -> JobOutcome {
        var last: ID<Provider>?
        while let batch = try await providers(after: last, call), !batch.isEmpty {
            for provider in batch { try await judge(provider, call) }
            last = batch.last
        }
        try await call.db.write { [region, night] tx in
            let days = Int(try Policies.value(.churnThresholdDays, at: tx.now, tx))
            let churn = try Churn.of(in: [region], threshold: .days(days), at: tx.now, tx)
            try RegionNight.finish(of: region, night, churn, threshold: days, tx)
        }
        return .done
    }

    /// Each provider in a transaction of its own, so that nobody waits for a whole region.
    private func judge(_ provider: ID<Provider>, _ call: JobCall) async throws {
        try await call.db.write { [night] tx in
            try TierNight.judge(provider, on: night, Policies.at(tx.now, tx), as: call.acting(), tx)
        }
    }

    private func providers(after last: ID<Provider>?, _ call: JobCall) async throws -> [ID<Provider>]? {
        let later: SQL? = last.map { "AND p.id > \($0)" }
        return try await call.db.read { [region] tx in
            try tx.values(
                """
                SELECT p.id FROM provider p
                 WHERE p.region_id = \(region) AND p.status IN ('active', 'inactive') \(later)
                 ORDER BY p.id LIMIT \(Self.batch)
                """
            )
        }
    }
}
