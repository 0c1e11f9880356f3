import Kernel
import Platform
import Store

extension Churn {
    /// The churn of the customers of regions.
    static func of(
        in regions: [ID<Region>],
        threshold: Duration,
        at end: Instant,
        _ tx: borrowing Tx
    ) throws -> Churn {
        let inRegion: SQL = "AND j.region_id \(in: regions)"
        let start = end - threshold
        let rows: [Row] = try tx.all(
            """
            SELECT MAX(a.at) FILTER (WHERE a.at <= \(start)), MAX(a.at) FROM (
                SELECT j.customer_id, j.posted_at AS at FROM market_job j WHERE j.posted_at <= \(end) \(inRegion)
                UNION ALL
                SELECT j.customer_id, w.created_at FROM market_job j JOIN award w ON w.job_id = j.id WHERE w.created_at <= \(end) \(inRegion)
                UNION ALL
                SELECT j.customer_id, j.completed_at FROM market_job j WHERE j.completed_at <= \(end) \(inRegion)) AS a
             GROUP BY a.customer_id
            """
        )
        return Churn(rows.map(\.activity), threshold: threshold, at: end)
    }

    private struct Row: RowDecodable {
        let activity: Activity

        init(_ row: inout Store.Row) throws {
            activity = Activity(beforeStart: try row.next(), last: try row.next())
        }
    }
}
