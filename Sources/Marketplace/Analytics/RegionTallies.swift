import Kernel
import Platform
import Store

/// The tallies of some regions: each kind of event is read once for all of them.
struct RegionTallies: Sendable {
    private var tallies: [ID<Region>: RegionTally] = [:]
    /// The threshold of churn, which says who is active.
    let churnDays: Int

    subscript(region: ID<Region>) -> RegionTally { tallies[region] ?? RegionTally() }

    var total: RegionTally { tallies.values.reduce(RegionTally(), +) }

    func figures(of region: ID<Region>) -> RegionFigures {
        RegionFigures(self[region], churnDays: churnDays)
    }

    var totalFigures: RegionFigures { RegionFigures(total, churnDays: churnDays) }

    static func of(_ regions: [Region], _ tx: borrowing Tx) throws -> RegionTallies {
        let days = Int(try Policies.value(.churnThresholdDays, at: tx.now, tx))
        var tallies = RegionTallies(churnDays: days)
        let regions = regions.map(\.id)
        let start = tx.now - .days(RegionTally.days)
        try tallies.countJobs(in: regions, since: start, tx)
        try tallies.sumPayments(in: regions, since: start, tx)
        try tallies.countPeople(in: regions, since: tx.now - .days(days), tx)
        try tallies.timeStaff(in: regions, since: start, tx)
        return tallies
    }

    private init(churnDays: Int) { self.churnDays = churnDays }

    private mutating func countJobs(
        in regions: [ID<Region>],
        since start: Instant,
        _ tx: borrowing Tx
    ) throws {
        let posted: SQL =
            """
            SELECT j.region_id, COUNT(*) FROM market_job j
             WHERE j.region_id \(in: regions) AND j.created_at >= \(start) GROUP BY j.region_id
            """
        let funded: SQL =
            """
            SELECT j.region_id, COUNT(*) FROM market_job j
             WHERE j.region_id \(in: regions) AND j.funded_at >= \(start) GROUP BY j.region_id
            """
        let disputed: SQL =
            """
            SELECT j.region_id, COUNT(*) FROM dispute d JOIN market_job j ON j.id = d.job_id
             WHERE j.region_id \(in: regions) AND d.created_at >= \(start) GROUP BY j.region_id
            """
        for (query, member) in [(posted, \RegionTally.posted), (funded, \.funded), (disputed, \.disputed)] {
            try count(query, into: member, tx)
        }
    }

    /// The payments of the time and what is left of them now.
    private mutating func sumPayments(
        in regions: [ID<Region>],
        since start: Instant,
        _ tx: borrowing Tx
    ) throws {
        let escrows: [Escrow] = try tx.all(
            """
            SELECT \(Escrow.columns) FROM market_job j JOIN escrow e ON e.job_id = j.id
             WHERE j.region_id \(in: regions) AND j.funded_at >= \(start)
            """
        )
        for escrow in escrows {
            let split = RefundSplit(amount: escrow.amount, commission: escrow.commission)
            tallies[escrow.region, default: RegionTally()].payments += 1
            tallies[escrow.region, default: RegionTally()].captured += escrow.amount
            tallies[escrow.region, default: RegionTally()].refunded += escrow.gone
            tallies[escrow.region, default: RegionTally()].commission +=
                split.commission(keeping: escrow.held + escrow.kept)
        }
    }

    private mutating func countPeople(
        in regions: [ID<Region>],
        since start: Instant,
        _ tx: borrowing Tx
    ) throws {
        try count(
            """
            SELECT p.region_id, COUNT(*) FROM provider p
             WHERE p.region_id \(in: regions) AND p.status = \(Provider.Status.active) GROUP BY p.region_id
            """,
            into: \.activeProviders,
            tx
        )
        let region: SQL = "j.region_id \(in: regions)"
        let active: [Active] = try tx.all(
            """
            SELECT j.region_id, j.customer_id FROM market_job j WHERE \(region) AND j.posted_at >= \(start)
            UNION SELECT j.region_id, j.customer_id FROM market_job j JOIN award w ON w.job_id = j.id
                   WHERE \(region) AND w.created_at >= \(start)
            UNION SELECT j.region_id, j.customer_id FROM market_job j WHERE \(region) AND j.completed_at >= \(start)
            """
        )
        for row in active {
            tallies[row.region, default: RegionTally()].activeCustomers.insert(row.customer)
        }
    }

    private mutating func count(
        _ query: SQL,
        into member: WritableKeyPath<RegionTally, Int>,
        _ tx: borrowing Tx
    ) throws {
        let counts: [Count] = try tx.all(query)
        for count in counts { tallies[count.region, default: RegionTally()][keyPath: member] = count.count }
    }

    /// How long people waited for staff, of what was ended within the time.
    private mutating func timeStaff(
        in regions: [ID<Region>],
        since start: Instant,
        _ tx: borrowing Tx
    ) throws {
        let waits: [(SQL, WritableKeyPath<RegionTally, [Duration]>)] = [
            (StaffWaits.verifications(in: regions, since: start), \.verifications),
            (StaffWaits.approvals(in: regions, since: start), \.approvals),
            (StaffWaits.resolutions(in: regions, since: start), \.resolutions),
        ]
        for (query, member) in waits {
            let rows: [Wait] = try tx.all(query)
            for row in rows { tallies[row.region, default: RegionTally()][keyPath: member].append(row.time) }
        }
    }

    private struct Count: RowDecodable {
        let region: ID<Region>
        let count: Int

        init(_ row: inout Row) throws {
            region = try row.next()
            count = try row.next()
        }
    }

    private struct Active: RowDecodable {
        let region: ID<Region>
        let customer: ID<Account>

        init(_ row: inout Row) throws {
            region = try row.next()
            customer = try row.next()
        }
    }

    private struct Wait: RowDecodable {
        let region: ID<Region>
        let time: Duration

        init(_ row: inout Row) throws {
            region = try row.next()
            let (from, to) = (try row.next(Instant.self), try row.next(Instant.self))
            time = to - from
        }
    }
}
