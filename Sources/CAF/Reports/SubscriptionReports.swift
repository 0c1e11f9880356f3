import Kernel
import Platform
import Store
import Web

extension OfficeReports {
    static func subscriptions(
        _ call: Call,
        filter: SubscriptionReportFilter
    ) async throws -> SubscriptionReportView {
        try filter.check()
        let context = call.reportContext
        return try await call.db.read { tx in
            SubscriptionReportView(
                period: ReportPeriodView(filter.period),
                byPlan: try tx.all("\(PlanSubscriptions.named(filter, context)) ORDER BY plan_name, plan"),
                revenueByPlan: try tx.all("\(PlanRevenue.named(filter, context)) ORDER BY plan_name, plan"),
                churn: try tx.all("\(MonthlyChurn.byMonth(filter, context)) ORDER BY month")
            )
        }
    }
}

/// Current subscriptions, the revenue of the period, and its churn by month.
struct SubscriptionReportView: View {
    var period: ReportPeriodView
    /// Running subscriptions of all plans.
    var active: Int
    /// Subscriptions of all plans that ended, were paused, or were given up as unpaid.
    var expired: Int
    /// Customers whose free welcome plan is running; they are no subscriptions.
    var welcome: Int
    /// Current subscriptions by plan.
    var byPlan: [PlanSubscriptions]
    /// Payments less refunds within the period, over all plans and other purchases.
    var revenue: Money
    /// Payments and refunds within the period, by plan or other purpose.
    var revenueByPlan: [PlanRevenue]
    /// The months of the period, at most 60.
    var churn: [MonthlyChurn]
    /// Churned subscriptions over all months, from 0 to 100; absent when there were none to lose.
    var churnPercent: Double?

    init(
        period: ReportPeriodView,
        byPlan: [PlanSubscriptions],
        revenueByPlan: [PlanRevenue],
        churn: [MonthlyChurn]
    ) {
        self.period = period
        self.byPlan = byPlan
        self.revenueByPlan = revenueByPlan
        self.churn = churn
        active = byPlan.reduce(0) { $0 + $1.active }
        expired = byPlan.reduce(0) { $0 + $1.expired }
        welcome = byPlan.reduce(0) { $0 + $1.welcome }
        revenue = Money(revenueByPlan.reduce(0) { $0 + $1.net }, .euro)
        let there = churn.reduce(0) { $0 + $1.atStart }
        let gone = churn.reduce(0) { $0 + $1.churned }
        churnPercent = there == 0 ? nil : Double(gone * 10_000 / there) / 100
    }
}

/// The reports about plans.
let subscriptionReports: [Report] = [
    Report(
        "revenue-by-plan",
        ["en": "Revenue by plan", "it": "Ricavi per piano"],
        filteredBy: SubscriptionReportFilter.self,
        sortedBy: [.up("plan_name"), .up("plan")],
        columns: Columns.plan + Columns.revenue,
        PlanRevenue.named
    ),
    Report(
        "subscriptions-by-plan",
        ["en": "Subscriptions by plan", "it": "Abbonamenti per piano"],
        filteredBy: SubscriptionReportFilter.self,
        sortedBy: [.up("plan_name"), .up("plan")],
        columns: Columns.plan + Columns.subscriptions,
        PlanSubscriptions.named
    ),
    Report(
        "churn",
        ["en": "Churn by month", "it": "Abbandoni per mese"],
        filteredBy: SubscriptionReportFilter.self,
        sortedBy: [.up("month")],
        columns: Columns.churn,
        MonthlyChurn.byMonth
    ),
]

// swift-format-ignore
extension ReportColumn {
    static let plan: [ReportColumn] = [
        ReportColumn("plan_name", .text, ["en": "Plan", "it": "Piano"]),
        ReportColumn("plan_code", .text, ["en": "Code", "it": "Codice"]),
        ReportColumn("plan", .text, ["en": "Plan ID", "it": "ID piano"], isOnPaper: false),
    ]

    static let revenue: [ReportColumn] = [
        ReportColumn("payments", .integer, ["en": "Payments", "it": "Pagamenti"]),
        ReportColumn("gross", .money, ["en": "Paid", "it": "Incassato"]),
        ReportColumn("refunded", .money, ["en": "Refunded", "it": "Rimborsato"]),
        ReportColumn("net", .money, ["en": "Net", "it": "Netto"]),
    ]

    static let subscriptions: [ReportColumn] = [
        ReportColumn("active", .integer, ["en": "Active", "it": "Attivi"]),
        ReportColumn("trialing", .integer, ["en": "On trial", "it": "In prova"]),
        ReportColumn("past_due", .integer, ["en": "Payment overdue", "it": "In mora"]),
        ReportColumn("ending", .integer, ["en": "Ending", "it": "In disdetta"]),
        ReportColumn("expired", .integer, ["en": "Expired", "it": "Scaduti"]),
        ReportColumn("welcome", .integer, ["en": "Welcome plan", "it": "Piano di benvenuto"]),
        ReportColumn("welcome_ended", .integer, ["en": "Welcome plan ended", "it": "Benvenuto scaduto"], isOnPaper: false),
    ]

    static let churn: [ReportColumn] = [
        ReportColumn("month", .text, ["en": "Month", "it": "Mese"]),
        ReportColumn("at_start", .integer, ["en": "At start", "it": "A inizio mese"]),
        ReportColumn("started", .integer, ["en": "New", "it": "Nuovi"]),
        ReportColumn("ended", .integer, ["en": "Ended", "it": "Cessati"]),
        ReportColumn("churned", .integer, ["en": "Lost", "it": "Persi"]),
        ReportColumn("churn_percent", .percent, ["en": "Churn (%)", "it": "Abbandono (%)"]),
    ]
}
