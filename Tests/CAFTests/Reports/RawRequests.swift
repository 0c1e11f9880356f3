import Kernel
import Platform
import Store
import TestKit

@testable import CAF

/// A request as the table has it, to be counted again by other means than the reports'.
struct RawRequest: Record {
    let service: String
    let status: String
    let worker: ID<Account>?
    let created: Instant
    let submitted: Instant?
    let due: Instant?
    let paused: Instant?
    let stopped: Instant?

    static let columns: SQL =
        "service, status, operator_id, created_at, submitted_at, due_at, paused_at, stopped_at"

    init(_ row: inout Row) throws {
        service = try row.next()
        status = try row.next()
        worker = try row.next()
        created = try row.next()
        submitted = try row.next()
        due = try row.next()
        paused = try row.next()
        stopped = try row.next()
    }

    var seconds: Int64? {
        guard let stopped, let submitted else { return nil }
        return (stopped - submitted).components.seconds
    }

    var isPending: Bool { ["submitted", "in_review", "missing_documents"].contains(status) }
}

/// A caller's filter, and the rows it means, day by day on the office's calendar.
struct RawFilter: Sendable {
    var from: String?
    var to: String?
    var services: [String] = []
    var worker: ID<Account>?

    var query: String {
        let parts = [
            from.map { "from=\($0)" }, to.map { "to=\($0)" }, worker.map { "operator=\($0)" },
            services.isEmpty ? nil : "service=" + services.joined(separator: ","),
        ]
        return parts.compactMap(\.self).joined(separator: "&")
    }

    func matches(_ request: RawRequest) -> Bool {
        (services.isEmpty || services.contains(request.service))
            && (worker == nil || worker == request.worker)
    }

    func matches(_ request: RawRequest, at moment: Instant?) -> Bool {
        guard let moment, matches(request) else { return false }
        // Dates in this form sort as texts.
        let day = Zone.rome.civil(moment).date.description
        return (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
    }
}

extension World {
    func rawRequests() async throws -> [RawRequest] {
        try await db.read { tx in try tx.all("SELECT \(RawRequest.columns) FROM service_request") }
    }
}

/// The times of some finished requests, counted again.
struct Recount: Equatable {
    var finished: Int64
    var mean: Int64?
    var median: Int64?
    var p90: Int64?
    var longest: Int64?
    var met: Int64
    var missed: Int64

    init(_ requests: [RawRequest]) {
        let times = requests.compactMap(\.seconds).sorted()
        finished = Int64(times.count)
        let kept = requests.filter { request in
            guard let stopped = request.stopped, let due = request.due else { return false }
            return stopped <= due
        }
        met = Int64(kept.count)
        missed = finished - met
        guard let last = times.last else { return }
        mean = times.reduce(0, +) / finished
        let half = times.count / 2
        median = times.count.isMultiple(of: 2) ? (times[half - 1] + times[half]) / 2 : times[half]
        p90 = times.first { time in times.count { $0 <= time } * 10 >= times.count * 9 }
        longest = last
    }

    /// As a report tells it.
    init(_ time: JSONValue) {
        finished = time["finished"]?.integerValue ?? -1
        mean = time["mean_seconds"]?.integerValue
        median = time["median_seconds"]?.integerValue
        p90 = time["p90_seconds"]?.integerValue
        longest = time["longest_seconds"]?.integerValue
        met = (time["sla"] ?? time)["met"]?.integerValue ?? -1
        missed = (time["sla"] ?? time)["missed"]?.integerValue ?? -1
    }
}
