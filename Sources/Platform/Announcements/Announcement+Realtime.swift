import Kernel
import Store

extension Announcement {
    /// Notifies one account, and its connected clients at once.
    package static func notify(
        _ account: ID<Account>,
        _ title: String,
        _ body: String,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        try Notifications.notify(account, notice(title, body), tx)
        try show(title, body, to: [account], at: site, tx)
    }

    /// Sends the message to the connected clients of these accounts, in one event.
    ///
    /// Accounts that want no such messages in the app are left out. The event has the whole text, because the notice
    /// comes into the list later, by a job for each recipient.
    static func show(
        _ title: String,
        _ body: String,
        to accounts: [ID<Account>],
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        guard site.product.realtime.isOn, !accounts.isEmpty else { return }
        let isWanted = site.product.notices.wanting(template.category, by: .inApp, of: "a.id")
        let readers: [ID<Account>] = try tx.values(
            "SELECT a.id FROM account a WHERE a.id \(in: accounts) AND \(isWanted) ORDER BY a.id"
        )
        try Realtime.publish(
            Realtime.notification,
            to: readers.map(RealtimeRoom.account),
            [
                "template": .string(templateName.description), "title": .string(title),
                "body": .string(body),
            ],
            tx
        )
    }
}
