import Kernel
import Platform

extension ReportBuilder {
    /// The datasets of Tutoring and its stock of reports.
    static let tutoring = ReportBuilder(
        needs: .reportManage,
        [.lessons, .purchases, .payments, .events, .reviews],
        stock: stock
    )

    // swift-format-ignore
    private static let stock: [StockReport] = [
        StockReport(1, ["it": "Lezioni per mese e stato", "en": "Lessons by month and state"],
            ReportPlan("lessons", by: ["month", "state"], ["lessons", "minutes", "value"])),
        StockReport(2, ["it": "Ricavi per mese", "en": "Revenue by month"],
            ReportPlan("lessons", by: ["month"], ["charged", "value", "commission", "vat", "net"])),
        StockReport(3, ["it": "Vendite per insegnante", "en": "Sales by tutor"],
            ReportPlan("purchases", by: ["tutor", "tutor_name"], ["purchases", "students", "amount"],
                       where: [.init("state", .eq, "paid")], sort: "-amount")),
        StockReport(4, ["it": "Pagamenti per mese", "en": "Payments by month"],
            ReportPlan("payments", by: ["month", "state"], ["payments", "amount", "refunded", "fees"])),
        StockReport(5, ["it": "Visite e ricerche per giorno", "en": "Visits and searches by day"],
            ReportPlan("events", by: ["day", "name"], ["events", "visitors"])),
        StockReport(6, ["it": "Recensioni per insegnante", "en": "Reviews by tutor"],
            ReportPlan("reviews", by: ["tutor", "tutor_name"], ["reviews", "rating"])),
        // Consideration, number of activities and withheld fees of each seller and quarter (directive (EU) 2021/514).
        StockReport(7, ["it": "DAC7: corrispettivi per insegnante e trimestre", "en": "DAC7: consideration by tutor and quarter"],
            ReportPlan("lessons", by: ["tutor", "legal_name", "quarter"], ["charged", "value", "commission", "vat", "net"],
                       where: [.init("is_charged", .eq, 1)])),
    ]
}
