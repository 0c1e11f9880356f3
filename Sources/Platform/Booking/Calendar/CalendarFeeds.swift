import Kernel
import Store

/// The feeds of a product whose people have one from their first look on, and replace its address.
package enum CalendarFeeds {
    /// The feed of an account; the first time it is made, and the owner is notified.
    package static func opened(
        for account: ID<Account>,
        by actor: Actor,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> CalendarFeedView {
        let isThere = try tx.exists("SELECT 1 FROM calendar_feed f WHERE f.account_id = \(account)")
        let feed =
            isThere
            ? try CalendarFeed.find(of: account, tx)
            : try CalendarFeed.renew(for: account, by: actor, at: site, tx)
        return try CalendarFeedView(feed, at: site)
    }

    /// A new address; the old one ends.
    package static func rotated(
        for account: ID<Account>,
        by actor: Actor,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> CalendarFeedView {
        try CalendarFeedView(CalendarFeed.renew(for: account, by: actor, at: site, tx), at: site)
    }
}
