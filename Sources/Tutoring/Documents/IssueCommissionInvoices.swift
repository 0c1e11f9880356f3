import Kernel
import Platform
import Store

/// Issues the commission invoices of the ended months.
struct IssueCommissionInvoices: Job {
    static let kind = "tutoring.issue_commission_invoices"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(10))

    func run(_ call: JobCall) async throws -> JobOutcome {
        let site = call.site
        // A credit note needs the invoices of the months before it.
        for month in CommissionInvoice.endedMonths(at: call.now).reversed() {
            let tutors = try await call.db.read { tx in try CommissionInvoice.missing(in: month, tx) }
            for tutor in tutors {
                let invoice = CommissionInvoice(tutor: tutor, month: month)
                try await call.db.write { tx in try invoice.issue(at: site, tx) }
            }
        }
        return .done
    }
}

extension CommissionInvoice {
    /// The first moment of a month in Rome, and the first one after it.
    static func bounds(of month: CivilDate) -> (start: Instant, end: Instant) {
        (Zone.rome.instant(of: month, at: .midnight), Zone.rome.instant(of: next(month), at: .midnight))
    }

    private static func next(_ month: CivilDate) -> CivilDate { (month + 31).monthStart }

    /// The ended months whose invoices may still lack, the newest first.
    static func endedMonths(at now: Instant) -> [CivilDate] {
        var months: [CivilDate] = []
        var month = Zone.rome.civil(now).date.monthStart
        while months.count < 3 {
            month = (month + -1).monthStart
            months.append(month)
        }
        return months
    }

    /// The tutors with commissions in a month and without an invoice for it.
    static func missing(in month: CivilDate, _ tx: borrowing Tx) throws -> [ID<Tutor>] {
        let (start, end) = bounds(of: month)
        return try tx.values(
            """
            SELECT DISTINCT e.tutor_id FROM tutor_entry e
             WHERE e.at >= \(start) AND e.at < \(end) AND (e.commission <> 0 OR e.vat <> 0)
               AND NOT EXISTS (SELECT 1 FROM commission_invoice c WHERE c.tutor_id = e.tutor_id AND c.month = \(month))
             ORDER BY e.tutor_id
            """
        )
    }
}

extension CivilDate {
    /// The first day of its month.
    var monthStart: CivilDate { self + (1 - parts.day) }
}
