import Kernel
import Store
import Web

/// The devices of the caller, each by the token that the carrier gave it; nobody is told whose a device is.
struct DeviceTokenRoutes: Sendable {
    let permission: Permission
    /// The notice that shows that pushes arrive.
    let test: NoticeTemplate.Name

    private static let sending = RateLimit("push-send", 120, per: .hours(1))

    // swift-format-ignore
    var routes: [Route] {
        [
            Post("/notifications/register-token",    Self.register,   permission, "Have this device told what the caller is told").upTo(bytes: 8_192),
            Post("/notifications/unregister-token",  Self.unregister, permission, "Leave this device alone").upTo(bytes: 8_192),
            Get ("/notifications/status",            Self.status,     permission, "Whether pushes are sent, and to how many devices of the caller"),
            Post("/notifications/test",              sendTest,        permission, "Send a test to the caller's own devices").limited(Self.sending),
        ].tagged("Notifications")
    }

    static func register(_ call: Call, body: NewDevice) async throws -> PushStatus {
        let me = try call.account
        try await call.db.write { tx in _ = try PushDevice.register(body, for: me, as: call, tx) }
        return try await status(call)
    }

    /// Another account's device stays, and the answer is the same.
    static func unregister(_ call: Call, body: NewDevice) async throws -> NoContent {
        let me = try call.account
        try await call.db.write { tx in
            _ = try PushDevice.forget(body.token.rawValue, of: me, at: call.site, tx)
        }
        return NoContent()
    }

    static func status(_ call: Call) async throws -> PushStatus {
        let me = try call.account
        let devices = try await call.db.read { tx in try PushDevice.identities(of: me, tx).count }
        return PushStatus(configured: call.site.dependencies.push.isReal, devices: devices)
    }

    @Sendable func sendTest(_ call: Call) async throws -> Accepted<PushStatus> {
        let me = try call.account
        try await call.db.write { [test] tx in
            let notice = Notice(template: test, values: ["site": call.site.product.title])
            try Notifications.notify(me, notice, tx)
        }
        return Accepted(try await Self.status(call))
    }

    static func template(_ name: NoticeTemplate.Name) -> NoticeTemplate {
        NoticeTemplate(
            name,
            .service,
            channels: [.push],
            subject: ["en": "{{site}}", "it": "{{site}}", "ar": "{{site}}", "ku": "{{site}}"],
            body: [
                "en": "This device receives notifications.", "it": "Questo dispositivo riceve le notifiche.",
                "ar": "هذا الجهاز يستقبل الإشعارات.", "ku": "ئەم ئامێرە ئاگادارکردنەوەکان وەردەگرێت.",
            ],
            preview: ["site": "Lilium"]
        )
    }
}

struct PushStatus: View {
    /// Whether anything reaches devices; notices can be read in the app either way.
    var configured: Bool
    var devices: Int
}
