import Kernel
import Platform
import Store

/// The times of finished requests from submission to end, and their compliance with the promised time.
///
/// Waiting for the customer's documents is part of the time, but pauses the clock of the promised time.
enum ResolutionTimes {
    /// Grouped by `group`, a column of `r`; the 90th percentile is the smallest time that 90 percent did not exceed.
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

    /// One place for an odd count, two for an even one.
    private static let isMiddle: SQL = "d.place IN ((d.total + 1) / 2, (d.total + 2) / 2)"

    static let seconds: SQL =
        """
        \(pg: "CAST(FLOOR(EXTRACT(EPOCH FROM r.stopped_at - r.submitted_at)) AS bigint)",
          sqlite: "((r.stopped_at - r.submitted_at) / 1000000)")
        """
}

/// The times of finished requests, from submission to end.
struct ResolutionTime: Codable, Sendable {
    /// The number of requests completed or rejected within the period.
    var finished = 0
    /// The mean time in seconds; absent without finished requests.
    var meanSeconds: Int?
    /// The median time in seconds; absent without finished requests.
    var medianSeconds: Int?
    /// The 90th percentile of the time, in seconds; absent without finished requests.
    var p90Seconds: Int?
    /// The longest time in seconds; absent without finished requests.
    var longestSeconds: Int?
    /// Compliance with the promised times.
    var sla = SLACompliance()
}

/// Compliance of finished requests with the promised time.
struct SLACompliance: Codable, Sendable {
    /// Requests finished within the promised time.
    var met = 0
    /// Requests finished after the promised time.
    var missed = 0
    /// From 0 to 100, with two decimals; absent without finished requests.
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
    /// Over its requests finished within the period.
    var time: ResolutionTime

    init(_ row: inout Row) throws {
        service = try row.next()
        time = try ResolutionTime(&row)
    }
}
