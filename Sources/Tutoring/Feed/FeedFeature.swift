import Kernel
import Platform
import Store
import Web

extension Feature {
    /// The calendar feed of students and tutors; the platform reads it at `/calendar/feeds/{token}`.
    static let feed = Feature(
        routes: FeedRoutes.routes,
        bounds: [Bound("POST /calendar/feed/rotate", because: "replaces the caller's only feed")]
    )
}

/// The caller's lessons as a calendar that other programs subscribe to.
enum FeedRoutes {
    static let routes = rows.tagged("Calendar")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //   path                    handler  needs
        Get ("/calendar/feed",        show,   .calendarUse, "Get the caller's calendar feed",
             details: "Made at the first look, of which its owner is notified. It ends with the session that made it.")
        Post("/calendar/feed/rotate", rotate, .calendarUse, "Replace the address of the caller's calendar feed",
             details: "The old address ends; the owner is notified.")
    }

    static func show(_ call: Call) async throws -> CalendarFeedView {
        let me = try call.account
        return try await call.db.write { tx in
            try CalendarFeeds.opened(for: me, by: call.actor, at: call.site, tx)
        }
    }

    static func rotate(_ call: Call) async throws -> Created<CalendarFeedView> {
        let me = try call.account
        return try await call.db.write { tx in
            let feed = try CalendarFeeds.rotated(for: me, by: call.actor, at: call.site, tx)
            return Created(feed, at: "/calendar/feed")
        }
    }
}
