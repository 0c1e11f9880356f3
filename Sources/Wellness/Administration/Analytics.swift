import Kernel
import Platform
import Store
import Web

/// How the server and its subscriptions are doing; figures of diaries come from releases alone.
enum Analytics {
    static let routes = rows.tagged("Administration")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //  path                              handler         needs
        Get("/admin/analytics/health",        health,         .analyticsRead, "Get the health of the site", details: "Queues, schedules, carriers, checks of scores, keys, audit log and backups.")
        Get("/admin/analytics/subscriptions", subscriptions,  .analyticsRead, "Get the subscriptions of all organizations")
    }

    static func health(_ call: Call) async throws -> SiteHealthView {
        let backups = try await BackupStatus.read(at: call.site)
        return try await call.db.read { tx in try SiteHealthView(backups, of: call.site, tx) }
    }

    static func subscriptions(_ call: Call) async throws -> SubscriptionAnalyticsView {
        try await call.db.read { tx in
            SubscriptionAnalyticsView(try SubscriptionAnalyticsView.Row.all(tx), at: tx.now)
        }
    }
}
