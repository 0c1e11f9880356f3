import Kernel
import Store
import Web

/// The caller's bookings as a calendar that other programs subscribe to.
enum CalendarRoutes {
    static var routes: [Route] {
        let feed = "/calendar/feed"
        return [
            Get(feed, show, .account, "Get the caller's calendar feed").afresh.refuses(.notFound),
            Post(
                feed,
                renew,
                .account,
                "Create the caller's calendar feed",
                details: """
                    Replaces the address of an existing feed, which stops working. The feed ends with the session \
                    that created it, and the owner is notified.
                    """
            )
            .afresh,
            Delete(feed, revoke, .account, "Delete the caller's calendar feed").refuses(.notFound),
            Get(
                "/calendar/feeds/{token}",
                read,
                .anyone,
                "Read a calendar feed",
                details: """
                    An iCalendar file (RFC 5545) for programs that subscribe to it. The token in the path is the \
                    only key, and may be followed by `.ics`.
                    """
            )
            .limited(RateLimit("calendar", 60, per: .minutes(1)))
            .answering("text/calendar; charset=utf-8")
            .describing("token", "The secret of the feed; `.ics` may follow it."),
        ].tagged("Calendar")
    }

    static func show(_ call: Call) async throws -> CalendarFeedView {
        let me = try call.account
        return try await call.db.read { tx in
            try CalendarFeedView(CalendarFeed.find(of: me, tx), at: call.site)
        }
    }

    static func renew(_ call: Call) async throws -> Created<CalendarFeedView> {
        let me = try call.account
        return try await call.db.write { tx in
            let feed = try CalendarFeed.renew(for: me, by: call.actor, at: call.site, tx)
            let path = "/calendar/feed"
            return Created(try CalendarFeedView(feed, at: call.site), at: path)
        }
    }

    static func revoke(_ call: Call) async throws -> NoContent {
        let me = try call.account
        try await call.db.write { tx in try CalendarFeed.revoke(of: me, by: call.actor, tx) }
        return NoContent()
    }

    static func read(_ call: Call, token: Text<1, 200>) async throws -> Raw {
        let site = call.site
        // Calendar programs expect a file name at the end.
        let text = token.rawValue.ends(with: ".ics") ? String(token.rawValue.dropLast(4)) : token.rawValue
        let file = try await call.db.read { tx in
            let owner = try CalendarFeed.owner(of: text, at: site, tx)
            return CalendarFile(
                .publish,
                try site.product.calendar(owner, site, tx),
                named: site.product.title
            )
        }
        return Raw("text/calendar; charset=utf-8", file.bytes, fileName: "calendar.ics")
    }
}

/// The caller's calendar feed.
package struct CalendarFeedView: View {
    /// The secret address; everybody who has it can read the calendar.
    var url: String
    /// The time at which the present address was issued; a renewal sets it anew.
    var createdAt: Instant

    init(_ feed: CalendarFeed, at site: Site) throws {
        let place = "\(site.dependencies.address)\(site.product.root)/calendar/feeds"
        url = "\(place)/\(feed.token(at: site)).ics"
        createdAt = feed.createdAt
    }
}
