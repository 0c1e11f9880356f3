import Kernel
import Platform
import Store

/// Makes the file of a personal report; nothing is kept for a report that was deleted meanwhile.
struct MakePersonalReport: Job {
    static let kind = "wellness.make_personal_report"
    static let policy = JobPolicy(queue: .reports, attempts: 5, timeout: .minutes(5))

    let report: ID<PersonalReport>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (site, id, acting) = (call.site, report, call.acting(with: .personalReportMake))
        let started = try await site.db.write { tx in try Self.start(id, acting, tx) }
        guard let started else { return .cancel("deleted or settled") }
        do {
            let bytes = try await started.make(at: site)
            let isKept = try await site.db.write { tx in try Self.deliver(bytes, id, acting, tx) }
            return isKept ? .done : .cancel("deleted meanwhile")
        } catch {
            if call.isLastAttempt { try await site.db.write { tx in try Self.fail(id, acting, tx) } }
            throw error
        }
    }

    private static func running(_ id: ID<PersonalReport>, _ tx: borrowing Tx) throws -> PersonalReport? {
        try tx.first(
            """
            SELECT \(PersonalReport.columns) FROM personal_report r
             WHERE r.id = \(id) AND r.state \(in: [PersonalReport.Status.queued, .running])
            """
        )
    }

    /// A repeated attempt finds the report in the state `running`.
    static func start(
        _ id: ID<PersonalReport>,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> PersonalReport? {
        guard let report = try running(id, tx) else { return nil }
        return report.status == .queued ? try report.advanced(by: .start, as: call, tx) : report
    }

    /// False for a report that was deleted meanwhile.
    static func deliver(
        _ bytes: [UInt8],
        _ id: ID<PersonalReport>,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> Bool {
        guard let report = try running(id, tx), report.status == .running else { return false }
        try report.keep(bytes, at: call.site, tx)
        _ = try report.advanced(by: .finish, as: call, tx)
        return true
    }

    private static func fail(_ id: ID<PersonalReport>, _ call: Call, _ tx: borrowing Tx) throws {
        _ = try running(id, tx)?.advanced(by: .fail, as: call, tx)
    }
}

/// Deletes the files of expired reports, and marks reports as failed whose job no longer exists.
struct SweepPersonalReports: Job {
    static let kind = "wellness.sweep_personal_reports"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(10))

    private static let batch = 100
    /// Longer than all attempts of a job together.
    private static let patience = Duration.days(2)

    func run(_ call: JobCall) async throws -> JobOutcome {
        let acting = call.acting(with: .personalReportMake)
        while try await call.db.write({ tx in
            let over = try Self.list("r.state = 'ready' AND r.expires_at <= \(tx.now)", tx)
            for report in over { _ = try report.advanced(by: .expire, as: acting, tx) }
            return over.count
        }) == Self.batch {}
        while try await call.db.write({ tx in
            let lost = try Self.list(
                "r.state IN ('queued', 'running') AND r.created_at < \(tx.now - Self.patience)",
                tx
            )
            for report in lost { _ = try report.advanced(by: .fail, as: acting, tx) }
            return lost.count
        }) == Self.batch {}
        return .done
    }

    private static func list(_ condition: SQL, _ tx: borrowing Tx) throws -> [PersonalReport] {
        try tx.all(
            "SELECT \(PersonalReport.columns) FROM personal_report r WHERE \(condition) ORDER BY r.id LIMIT \(batch)"
        )
    }
}
