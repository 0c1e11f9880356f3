import Kernel
import Platform
import Store
import Web

/// The routes of administrators' messages to one user and to groups.
enum Announcements {
    static let routes = rows.tagged("Notifications")

    private static let sending = RateLimit("push-send", 120, per: .hours(1))

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                                  handler       needs
        Post("/notifications/send-to-user",      sendToUser,   .pushSend, "Send a notification to a user",
               details: "Location admins reach the users of their zones. Connected clients receive `notification:new`.").limited(sending).idempotent.refuses(.notFound)
        Post("/notifications/send-to-admins",    sendToAdmins, .pushSend, "Send a notification to administrators",
               details: "A location admin reaches the super admins and the location admins of the same zones. Connected clients receive `notification:new`.").limited(sending).idempotent
        Post("/notifications/send-to-zone",      sendToZone,   .pushSend, "Send a notification to a zone",
               details: "Reaches the active shop owners of the zone. Connected clients receive `notification:new`.").limited(sending).idempotent.refuses(.notFound)
    }

    static func sendToUser(_ call: Call, body: MessageToUser) async throws -> Accepted<Sent> {
        try await call.db.write { tx in
            let user = try User.find(body.userId, within: call.scope, tx)
            guard user.account.state == .active else { throw Problem(.notFound) }
            let (title, text) = (body.title.rawValue, body.body.rawValue)
            try Announcement.notify(user.account.id, title, text, at: call.site, tx)
            try Audit.record(
                PushAction.messageSend,
                of: Account.kind,
                body.userId.cast(),
                by: call.actor,
                tx
            )
        }
        return Accepted(Sent(id: nil))
    }

    static func sendToAdmins(_ call: Call, body: MessageToAdmins) async throws -> Accepted<Sent> {
        try await call.db.write { tx in try post(body, to: .admins, by: call.actor, tx) }
    }

    static func sendToZone(_ call: Call, body: MessageToZone) async throws -> Accepted<Sent> {
        try await call.db.write { tx in
            let isTheirs = Visibility(zone: "z.id").visible(to: call.scope)
            guard try tx.exists("SELECT 1 FROM delivery_zone z WHERE z.id = \(body.zoneId) AND \(isTheirs)")
            else {
                throw Problem(.notFound)
            }
            let message = MessageToAdmins(title: body.title, body: body.body)
            return try post(message, to: .zone, of: body.zoneId.cast(), by: call.actor, tx)
        }
    }

    private static func post(
        _ message: MessageToAdmins,
        to audience: Audience,
        of zone: ID<Subject>? = nil,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> Accepted<Sent> {
        let (title, body) = (message.title.rawValue, message.body.rawValue)
        let id = try Announcement.post(title, body, to: audience, of: zone, by: actor, tx)
        try Audit.record(
            PushAction.announcementPost,
            of: Announcement.kind,
            id.cast(),
            by: actor,
            details: ["audience": .string(audience.rawValue)],
            tx
        )
        return Accepted(Sent(id: id))
    }
}

/// A message to the administrators.
struct MessageToAdmins: Body {
    /// Subject line, sent as written to readers of every language.
    var title: Line<1, 120>
    /// Plain text, sent as written to readers of every language.
    var body: Text<1, 1000>
}

/// A message to one user.
struct MessageToUser: Body {
    /// The recipient; the account must be active.
    var userId: ID<Account>
    /// Subject line, sent as written to readers of every language.
    var title: Line<1, 120>
    /// Plain text, sent as written to readers of every language.
    var body: Text<1, 1000>
}

/// A message to the shop owners of a zone.
struct MessageToZone: Body {
    /// The delivery zone of the recipients.
    var zoneId: ID<DeliveryZone>
    /// Subject line, sent as written to readers of every language.
    var title: Line<1, 120>
    /// Plain text, sent as written to readers of every language.
    var body: Text<1, 1000>
}

/// A message accepted for delivery.
struct Sent: View {
    /// The announcement, whose recipients are notified one after another; absent for a message to one user.
    var id: ID<Announcement>?
}
