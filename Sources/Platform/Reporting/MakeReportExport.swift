import Kernel
import Store

/// Makes the file of an export: one file in the end, whatever the number of attempts and crashes.
struct MakeReportExport: Job {
    static let kind = "reports.export"
    static let policy = JobPolicy(queue: .reports, attempts: 5, timeout: .minutes(30))

    let export: ID<ReportExport>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let export = try await call.db.read { tx in try ReportExport.findWaiting(self.export, tx) }
        guard let export else { return .cancel("already settled") }
        do {
            let made = try await export.make(at: call.site)
            let isKept = try await call.db.write { tx in try export.deliver(made, tx) }
            guard !isKept else { return .done }
            try await Files.abandon(made.file, at: call.site)
            return .cancel("settled meanwhile")
        } catch let failure as ReportExport.Failure {
            try await call.db.write { tx in try export.fail(failure, tx) }
            return .cancel(failure.rawValue)
        } catch {
            if call.isLastAttempt { try await call.db.write { tx in try export.fail(.broken, tx) } }
            throw error
        }
    }
}

/// The file of a report that belongs to no export yet.
struct MadeReport: Sendable {
    let file: ReceivedFile
    let rowCount: Int
}

extension ReportExport {
    func make(at site: Site) async throws -> MadeReport {
        guard let report = site.product.reports.first(where: { $0.name == self.report }) else {
            throw Failure.noSuchReport
        }
        let query = try report.query(filteredBy: order.filters, at: "/filters")
        switch order.format {
        case .csv: return try await makeCSV(report, query, at: site)
        case .pdf: return try await makePDF(report, query, at: site)
        }
    }

    func fileName(of report: Report, at site: Site) -> String {
        "\(report.name)-\(site.product.zone.civil(createdAt).date).\(order.format.rawValue)"
    }

    /// The owner's current permissions, which may differ from those at the time of the order.
    func context(of report: Report, at site: Site, _ tx: borrowing Tx) throws -> ReportContext {
        let role = try tx.value(
            "SELECT role FROM account WHERE id = \(owner) AND state = \(Account.State.active)",
            as: String.self
        )
        guard let role else { throw Failure.forbidden }
        let actor = Actor(kind: .person, account: owner, role: Role(role))
        let scope = site.scope(of: actor, report.permission)
        guard scope.reach != .none else { throw Failure.forbidden }
        return ReportContext(
            scope: scope,
            zone: site.product.zone,
            now: tx.now,
            languages: [order.language] + site.product.languages
        )
    }

    func layout(at site: Site) -> ReportLayout {
        ReportLayout(
            languages: [order.language] + site.product.languages,
            zone: site.product.zone,
            currency: site.product.currency,
            format: order.delimiter == .semicolon ? .comma : .point
        )
    }
}
