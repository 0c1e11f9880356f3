import Kernel
import Platform
import Store
import Web

/// The figures of the site, for administrators; each has its formula, time and number of cases.
enum AnalyticsRoutes {
    static let routes = rows.tagged("Analytics")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //  path                          handler      needs
        Get("/admin/analytics/behaviour",   behaviour,   .figuresRead, "Get visits, sessions and searches",
            details: "Of visitors who agreed to analytics. Searches are shown from five people on.")
        Get("/admin/analytics/conversion",  conversion,  .figuresRead, "Get the way from a visit to a lesson",
            details: "People whose first visit is in the days; each step in order, and within seven days of the one before.")
        Get("/admin/analytics/revenue",     revenue,     .figuresRead, "Get the sums of the ledger")
        Get("/admin/analytics/tutors",      tutors,      .figuresRead, "Get the work of tutors",
            details: "Of the last 90 days, with the figures of a tutor that are far from those of all.")
        Get("/admin/analytics/students",    students,    .figuresRead, "Get the activity of students",
            details: "Of the last 30 days.")
        Get("/admin/analytics/usage",       usage,       .figuresRead, "Get the work of the server",
            details: "Of this process, with the targets of the product.")
        Get("/admin/analytics/predictions", predictions, .figuresRead, "Get predictions",
            details: "Students who may not come again, and the lessons of the next week. A prediction that is no better than a guess is not usable, and has no values.")
    }

    static func behaviour(_ call: Call, span: GroupedSpan) async throws -> BehaviourView {
        let period = try span.period(in: call.site.product.zone)
        let parts = try span.parts(of: period)
        return try await call.db.read { tx in try BehaviourView.of(period, parts: parts, tx) }
    }

    static func conversion(_ call: Call, span: GroupedSpan) async throws -> ConversionView {
        let period = try span.period(in: call.site.product.zone)
        let parts = try span.parts(of: period)
        return try await call.db.read { tx in try ConversionView.of(period, parts: parts, tx) }
    }

    static func revenue(_ call: Call, span: GroupedSpan) async throws -> RevenueView {
        let period = try span.period(in: call.site.product.zone)
        let parts = try span.parts(of: period)
        return try await call.db.read { tx in try RevenueView.of(period, parts: parts, tx) }
    }

    static func tutors(_ call: Call) async throws -> TutorsView {
        let zone = call.site.product.zone
        return try await call.db.read { tx in
            try TutorsView.of(.last(TutorsView.days, at: tx.now, in: zone), tx)
        }
    }

    static func students(_ call: Call) async throws -> StudentsView {
        let zone = call.site.product.zone
        return try await call.db.read { tx in
            try StudentsView.of(.last(StudentsView.days, at: tx.now, in: zone), tx)
        }
    }

    static func usage(_ call: Call) async throws -> UsageView {
        let site = call.site
        let traffic = site.dependencies.metrics.traffic
        return try await call.db.read { tx in try UsageView.of(traffic, at: site, tx) }
    }

    static func predictions(_ call: Call) async throws -> PredictionsView {
        let zone = call.site.product.zone
        return try await call.db.read { tx in try PredictionsView.of(zone, tx) }
    }
}
