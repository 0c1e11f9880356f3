import Kernel
import Platform
import Store
import Web

/// Devices that are told things, and telling people.
enum Pushes {
    static let routes = rows.tagged("Notifications")

    private static let sending = RateLimit("push-send", 120, per: .hours(1))

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                                  handler       needs
        Post("/notifications/register-token",    register,     .pushRegister, "Have this device told what the caller is told").upTo(bytes: 8_192)
        Post("/notifications/unregister-token",  unregister,   .pushRegister, "Leave this device alone").upTo(bytes: 8_192)
        Get ("/notifications/status",            status,       .pushRegister, "Whether pushes are sent, and to how many devices of the caller")
        Post("/notifications/test",              test,         .pushRegister, "Send a test to the caller's own devices").limited(sending)
        Post("/notifications/send-to-user",      sendToUser,   .pushSend,     "Tell one person").limited(sending).idempotent.refuses(.notFound)
        Post("/notifications/send-to-admins",    sendToAdmins, .pushSend,     "Tell the administrators").limited(sending).idempotent
        Post("/notifications/send-to-zone",      sendToZone,   .pushSend,     "Tell the shop owners of a zone").limited(sending).idempotent.refuses(.notFound)
    }

    static func register(_ call: Call, body: DeviceToken) async throws -> PushStatus {
        let me = try call.account
        try await call.db.write { tx in
            try PushDevice.register(
                body.token.rawValue,
                body.platform ?? .android,
                for: me,
                in: call.actor.session,
                at: call.site,
                tx
            )
        }
        return try await status(call)
    }

    /// Of someone else's device nothing is said, and it stays.
    static func unregister(_ call: Call, body: DeviceToken) async throws -> NoContent {
        let me = try call.account
        try await call.db.write { tx in
            _ = try PushDevice.forget(body.token.rawValue, of: me, at: call.site, tx)
        }
        return NoContent()
    }

    static func status(_ call: Call) async throws -> PushStatus {
        let me = try call.account
        let devices = try await call.db.read { tx in try PushDevice.identities(of: me, tx).count }
        return PushStatus(configured: call.site.outside.push.isReal, devices: devices)
    }

    static func test(_ call: Call) async throws -> Accepted<PushStatus> {
        let me = try call.account
        try await call.db.write { tx in
            let notice = Notice(template: .pushTest, values: ["site": call.site.product.title])
            try Notifications.tell(me, notice, tx)
        }
        return Accepted(try await status(call))
    }

    static func sendToUser(_ call: Call, body: MessageToUser) async throws -> Accepted<Sent> {
        let message = Message(title: body.title, body: body.body)
        try await call.db.write { tx in
            let user = try User.find(body.userId, within: call.scope, tx)
            guard user.account.state == .active else { throw Problem(.notFound) }
            let notice = Message.notice(message.title.rawValue, message.body.rawValue)
            try Notifications.tell(user.account.id, notice, tx)
            try Audit.record(
                "distribution.message.send",
                of: Account.kind,
                body.userId.cast(),
                by: call.actor,
                tx
            )
        }
        return Accepted(Sent(id: nil))
    }

    static func sendToAdmins(_ call: Call, body: Message) async throws -> Accepted<Sent> {
        try await call.db.write { tx in
            Accepted(Sent(id: try Announcement.post(body, to: .admins, by: call.actor, tx)))
        }
    }

    static func sendToZone(_ call: Call, body: MessageToZone) async throws -> Accepted<Sent> {
        try await call.db.write { tx in
            let isTheirs = Visibility(zone: "z.id").visible(to: call.scope)
            guard try tx.exists("SELECT 1 FROM delivery_zone z WHERE z.id = \(body.zoneId) AND \(isTheirs)")
            else {
                throw Problem(.notFound)
            }
            let message = Message(title: body.title, body: body.body)
            return Accepted(
                Sent(id: try Announcement.post(message, to: .zone, in: body.zoneId, by: call.actor, tx))
            )
        }
    }
}

struct DeviceToken: Body {
    /// What Firebase gave the app.
    var token: Text<8, 4096>
    var platform: PushDevice.Platform?
}

struct PushStatus: View {
    /// Whether anything reaches devices; what is told can be read in the app either way.
    var configured: Bool
    var devices: Int
}

struct Message: Body {
    var title: Line<1, 120>
    var body: Text<1, 1000>

    static func notice(_ title: String, _ body: String, key: String? = nil) -> Notice {
        Notice(template: .announcement, values: ["title": title, "body": body], key: key)
    }
}

struct MessageToUser: Body {
    var userId: ID<Account>
    var title: Line<1, 120>
    var body: Text<1, 1000>
}

struct MessageToZone: Body {
    var zoneId: ID<DeliveryZone>
    var title: Line<1, 120>
    var body: Text<1, 1000>
}

struct Sent: View {
    /// Of an announcement to many; they are told one after the other.
    var id: ID<Announcement>?
}
