import Kernel
import Platform
import Store

/// Issues the commission invoices of the ended months.
struct IssueCommissionInvoices: Job {
    static let kind = "tutoring.issue_commission_invoices"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(10))

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (site, months) = (call.site, CommissionInvoice.endedMonths(at: call.now))
        let missing = try await call.db.read { tx in
            try months.flatMap { try CommissionInvoice.missing(in: $0, tx) }
        }
        let invoices = Dictionary(grouping: missing, by: \.tutor)
        var tutors = RowByRow(call)
        try await tutors.write(invoices.keys.sorted()) { tutor, tx in
            // A credit note needs the invoices of the months before it.
            for invoice in invoices[tutor] ?? [] { try invoice.issue(at: site, tx) }
        }
        return try tutors.outcome()
    }
}

extension CommissionInvoice {
    /// The first moment of a month in Rome, and the first one after it.
    static func bounds(of month: CivilDate) -> (start: Instant, end: Instant) {
        (Zone.rome.instant(of: month, at: .midnight), Zone.rome.instant(of: next(month), at: .midnight))
    }

    private static func next(_ month: CivilDate) -> CivilDate { (month + 31).monthStart }

    /// The ended months whose invoices may still lack, the oldest first.
    static func endedMonths(at now: Instant) -> [CivilDate] {
        var months: [CivilDate] = []
        var month = Zone.rome.civil(now).date.monthStart
        while months.count < 3 {
            month = (month + -1).monthStart
            months.append(month)
        }
        return months.reversed()
    }

    /// The invoices that tutors with commissions in a month do not have yet.
    fileprivate static func missing(in month: CivilDate, _ tx: borrowing Tx) throws -> [CommissionInvoice] {
        let (start, end) = bounds(of: month)
        let tutors: [ID<Tutor>] = try tx.values(
            """
            SELECT DISTINCT e.tutor_id FROM tutor_entry e
             WHERE e.at >= \(start) AND e.at < \(end) AND (e.commission <> 0 OR e.vat <> 0)
               AND NOT EXISTS (SELECT 1 FROM commission_invoice c WHERE c.tutor_id = e.tutor_id AND c.month = \(month))
             ORDER BY e.tutor_id
            """
        )
        return tutors.map { CommissionInvoice(tutor: $0, month: month) }
    }
}

extension CivilDate {
    /// The first day of its month.
    var monthStart: CivilDate { self + (1 - parts.day) }
}
