import Kernel
import Store
import Web

/// The push devices of the caller, by their tokens; no answer shows the owner of a device.
struct DeviceTokenRoutes: Sendable {
    let permission: Permission
    /// The notice of a test.
    let test: NoticeTemplate.Name

    private static let sending = RateLimit("push-send", 120, per: .hours(1))

    // swift-format-ignore
    var routes: [Route] {
        [
            Post("/notifications/register-token",    Self.register,   permission, "Register a device token", details: "Sends the caller's push notifications to the device from now on.").upTo(bytes: 8_192),
            Post("/notifications/unregister-token",  Self.unregister, permission, "Unregister a device token", details: "Does nothing to a device of another account; the answer is the same.").upTo(bytes: 8_192),
            Get ("/notifications/status",            Self.status,     permission, "Get the push notification status"),
            Post("/notifications/test",              sendTest,        permission, "Send a test notification", details: "Reaches only the caller's own devices.").limited(Self.sending),
        ].tagged("Notifications")
    }

    static func register(_ call: Call, body: NewDevice) async throws -> PushStatus {
        let me = try call.account
        try await call.db.write { tx in _ = try PushDevice.register(body, for: me, as: call, tx) }
        return try await status(call)
    }

    /// Keeps a device of another account; the answer is the same.
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

/// The status of push notifications.
struct PushStatus: View {
    /// Whether the site sends push notifications; notices can be read in the app either way.
    var configured: Bool
    /// How many devices the caller has registered.
    var devices: Int
}
