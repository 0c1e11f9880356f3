// swift-format-ignore
extension Formula {
    static let posted = Formula("posted", .count,
        "Jobs posted.")
    static let funded = Formula("funded", .count,
        "Jobs paid for.")
    static let jobsCompleted = Formula("jobs_completed", .count,
        "Jobs completed.")
    static let cancelled = Formula("cancelled", .count,
        "Jobs cancelled by either side, staff or the server.")
    static let spend = Formula("spend", .cents,
        "The payments of the time, less the part that has gone back since; n counts the payments.")
    static let refunds = Formula("refunds", .cents, days: 30,
        "The part of the payments of the time that has gone back since, by refunds and lost chargebacks; n counts the payments.")
    static let activeCustomers = Formula("active_customers", .count, policy: .churnThresholdDays,
        "Customers who posted, accepted or completed within the threshold of churn.")
    static let activeProviders = Formula("active_providers", .count,
        "Providers whose status is active.")
    static let cohort = Formula("cohort", .ratio,
        "Customers whose first completed job is of the one month and who completed another in the other / customers of the first.")

    static let analytics: [Formula] = [
        posted, funded, jobsCompleted, cancelled, spend, refunds, activeCustomers, activeProviders, cohort,
    ]
}

extension Figure {
    /// A count of things; null without any.
    init(_ formula: Formula, count: Int, days: Int? = nil) {
        self.init(formula, Double(count), of: count, days: days)
    }

    /// The same figure of another time.
    func over(_ window: String) -> Figure {
        var figure = self
        figure.window = window
        return figure
    }
}
