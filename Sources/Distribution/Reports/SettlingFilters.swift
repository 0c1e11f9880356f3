import Kernel
import Platform
import Store

/// The filter of the report on payouts.
struct PayoutExportFilter: ReportFilter {
    /// First day included, a local date in Asia/Baghdad on which payouts were drawn up; no lower bound when absent.
    var from: CivilDate?
    /// Last day included, a local date in Asia/Baghdad on which payouts were drawn up; no upper bound when absent.
    var to: CivilDate?
    /// Only payouts to this company.
    var companyId: ID<Company>?

    var faults: [Problem.Fault] { ReportPeriod(from: from, to: to).faults }

    /// The condition on payouts `p`.
    func payouts(_ context: ReportContext) -> SQL {
        let company: SQL? = companyId.map { "p.company_id = \($0)" }
        let period = ReportPeriod(from: from, to: to).contains("p.created_at", in: context.zone)
        return SQL.all([CompanyPayout.visible(to: context.scope), period, company ?? "TRUE"])
    }
}

/// The filter of the reports on settlements and their entries.
struct SettlementExportFilter: ReportFilter {
    /// First day on which a settlement may end, a local date in Asia/Baghdad; no lower bound when absent.
    var from: CivilDate?
    /// Last day on which a settlement may end, a local date in Asia/Baghdad; no upper bound when absent.
    var to: CivilDate?
    /// Only settlements of this company.
    var companyId: ID<Company>?
    /// Only this settlement.
    var settlementId: ID<Settlement>?

    var faults: [Problem.Fault] { ReportPeriod(from: from, to: to).faults }

    /// The condition on settlements `s`.
    func settlements(_ context: ReportContext) -> SQL {
        let asked: [SQL?] = [
            from.map { "s.to_date >= \($0)" }, to.map { "s.to_date <= \($0)" },
            companyId.map { "s.company_id = \($0)" }, settlementId.map { "s.id = \($0)" },
        ]
        return SQL.all([Settlement.visible(to: context.scope)] + asked.compactMap(\.self))
    }
}

extension ExportFilter {
    /// The same for payouts; refused with 422 where a part does not apply to them.
    func payouts() throws -> PayoutExportFilter {
        try refuseParts()
        return PayoutExportFilter(from: from, to: to, companyId: companyId)
    }

    /// The same for settlements; refused with 422 where a part does not apply to them.
    func settlements() throws -> SettlementExportFilter {
        try refuseParts()
        return SettlementExportFilter(from: from, to: to, companyId: companyId)
    }

    /// Money between a company and the platform has neither a zone nor the status of an order.
    private func refuseParts() throws {
        let given: [String?] = [zoneId.map { _ in "zone_id" }, statuses.map { _ in "status" }]
        let faults = given.compactMap(\.self).map { Problem.Fault("query/\($0)", .notOfThisExport) }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }
}
