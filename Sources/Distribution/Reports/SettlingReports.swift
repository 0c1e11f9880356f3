import Kernel
import Platform
import Store

// The reports on the money between the platform and the companies.
extension MarketReports {
    static let payouts = Report(
        "payouts",
        ["en": "Payouts", "ar": "الدفعات", "ku": "پارەدانەکان"],
        needs: .payoutRead,
        filteredBy: PayoutExportFilter.self,
        sortedBy: [.up("number")],
        columns: ReportColumn.payouts,
        payoutRows
    )

    static let settlements = Report(
        "settlements",
        ["en": "Settlements", "ar": "التسويات", "ku": "یەکلاکردنەوەکان"],
        needs: .payoutRead,
        filteredBy: SettlementExportFilter.self,
        sortedBy: [.up("number")],
        columns: ReportColumn.settlements,
        settlementRows
    )

    static let settlementEntries = Report(
        "settlement-entries",
        ["en": "Settlement statement", "ar": "كشف حساب التسوية", "ku": "کەشفی حیسابی یەکلاکردنەوە"],
        needs: .payoutRead,
        filteredBy: SettlementExportFilter.self,
        sortedBy: [.up("settlement_number"), .up("booked_at"), .up("entry_id")],
        columns: ReportColumn.settlementEntries,
        settlementEntryRows
    )

    @Sendable private static func payoutRows(_ filter: PayoutExportFilter, _ context: ReportContext) -> SQL {
        """
        SELECT p.number AS number, p.id AS payout_id, \(AnalyticsSQL.of("c.name", in: context.languages)) AS company,
               p.from_date AS from_date, p.to_date AS to_date, p.orders AS orders, p.amount AS amount, p.status AS status,
               p.status_reason AS reason, p.reference AS bank_reference, p.created_at AS created_at, p.paid_at AS paid_at
          FROM \(CompanyPayout.source)
         WHERE \(filter.payouts(context))
        """
    }

    @Sendable private static func settlementRows(
        _ filter: SettlementExportFilter,
        _ context: ReportContext
    ) -> SQL {
        """
        SELECT s.number AS number, s.id AS settlement_id, \(AnalyticsSQL.of("c.name", in: context.languages)) AS company,
               s.from_date AS from_date, s.to_date AS to_date, s.status AS status, s.status_reason AS reason,
               s.orders AS orders, s.goods AS goods, s.commission AS commission, s.delivery_fees AS delivery_fees,
               s.opening AS opening, s.earned AS earned, s.reversed AS reversed, s.paid AS paid, s.returned AS returned,
               s.closing AS closing, s.created_at AS created_at
          FROM \(Settlement.source)
         WHERE \(filter.settlements(context))
        """
    }

    /// The entries of settlements in the order of booking, each with the balance after it.
    ///
    /// A filter selects whole settlements, so that every balance begins with the opening one.
    @Sendable private static func settlementEntryRows(
        _ filter: SettlementExportFilter,
        _ context: ReportContext
    ) -> SQL {
        """
        SELECT s.number AS settlement_number, s.id AS settlement_id, e.id AS entry_id,
               \(AnalyticsSQL.of("c.name", in: context.languages)) AS company, e.at AS booked_at, e.kind AS kind,
               o.number AS reference, p.number AS payout_number, e.goods AS goods, e.commission AS commission,
               e.delivery_fee AS delivery_fee, e.amount AS amount,
               CAST(s.opening + SUM(e.amount) OVER (PARTITION BY s.id ORDER BY e.at, e.id) AS bigint) AS balance,
               e.reason AS reason
          FROM \(Settlement.source)
          JOIN settlement_entry t ON t.settlement_id = s.id
          JOIN company_entry e ON e.id = t.entry_id
          LEFT JOIN sales_order o ON o.id = e.order_id
          LEFT JOIN payout p ON p.id = e.payout_id
         WHERE \(filter.settlements(context))
        """
    }
}
