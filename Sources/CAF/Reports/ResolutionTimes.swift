import Kernel
import Platform
import Store

/// How long finished requests took, from the day they were handed in to their end, and whether that kept the promise.
///
/// Waiting for the customer's papers is part of the time but not of the promise, whose clock stands still meanwhile.
enum ResolutionTimes {
    /// By `group`, a column of `r`; the 90th percentile is the smallest time that so many did not exceed.
    static func of(_ filter: RequestReportFilter, by group: SQL, _ context: ReportContext) -> SQL {
        """
        SELECT d.grouped AS grouped, COUNT(*) AS finished,
               \(SQL.sum(of: "d.seconds")) / COUNT(*) AS mean_seconds,
               \(SQL.sum(of: "CASE WHEN \(isMiddle) THEN d.seconds ELSE 0 END"))
                   / COUNT(CASE WHEN \(isMiddle) THEN 1 END) AS median_seconds,
               MAX(CASE WHEN d.place <= (d.total * 9 + 9) / 10 THEN d.seconds END) AS p90_seconds,
               MAX(d.seconds) AS longest_seconds,
               COUNT(CASE WHEN d.is_met THEN 1 END) AS met, COUNT(CASE WHEN NOT d.is_met THEN 1 END) AS missed,
               COUNT(CASE WHEN d.is_met THEN 1 END) * 10000 / COUNT(*) AS met_percent
          FROM (SELECT t.grouped, t.seconds, t.is_met,
                       ROW_NUMBER() OVER (PARTITION BY t.grouped ORDER BY t.seconds) AS place,
                       COUNT(*) OVER (PARTITION BY t.grouped) AS total
                  FROM (SELECT \(group) AS grouped, \(seconds) AS seconds, r.stopped_at <= r.due_at AS is_met
                          FROM service_request r WHERE \(filter.finished(in: context.zone))) t) d
         GROUP BY d.grouped
        """
    }

    static func byService(_ filter: RequestReportFilter, _ context: ReportContext) -> SQL {
        """
        SELECT s.grouped AS service, s.finished, s.mean_seconds, s.median_seconds, s.p90_seconds, s.longest_seconds, s.met,
               s.missed, s.met_percent
          FROM (\(of(filter, by: "r.service", context))) s
        """
    }

    /// One or two places, as the count is odd or even.
    private static let isMiddle: SQL = "d.place IN ((d.total + 1) / 2, (d.total + 2) / 2)"

    static let seconds: SQL =
        """
        \(pg: "CAST(FLOOR(EXTRACT(EPOCH FROM r.stopped_at - r.submitted_at)) AS bigint)",
          sqlite: "((r.stopped_at - r.submitted_at) / 1000000)")
        """
}

/// The times of some finished requests.
struct ResolutionTime: Codable, Sendable {
    var finished = 0
    var meanSeconds: Int?
    var medianSeconds: Int?
    var p90Seconds: Int?
    var longestSeconds: Int?
    var sla = SLACompliance()
}

/// How many requests were worked within the promised time.
struct SLACompliance: Codable, Sendable {
    var met = 0
    var missed = 0
    /// Nil when there was nothing to keep.
    var metPercent: Double?
}

extension ResolutionTime {
    init(_ row: inout Row) throws {
        finished = try row.next()
        meanSeconds = try row.next()
        medianSeconds = try row.next()
        p90Seconds = try row.next()
        longestSeconds = try row.next()
        sla.met = try row.next()
        sla.missed = try row.next()
        sla.metPercent = try row.next(Int?.self).map { Double($0) / 100 }
    }

    static func overall(
        _ filter: RequestReportFilter,
        _ context: ReportContext,
        _ tx: borrowing Tx
    ) throws -> ResolutionTime {
        var time = ResolutionTime()
        try tx.forEach(ResolutionTimes.of(filter, by: "'all'", context)) { row in
            row.skip()
            time = try ResolutionTime(&row)
        }
        return time
    }
}

/// The times of one service.
struct ServiceTime: Codable, Sendable, RowDecodable {
    var service: Service.Code
    var time: ResolutionTime

    init(_ row: inout Row) throws {
        service = try row.next()
        time = try ResolutionTime(&row)
    }
}
