import Kernel
import Store
import Web

/// The push devices of the caller, by their identities.
enum DeviceRoutes {
    // swift-format-ignore
    static func routes(needs permission: Permission) -> [Route] {
        [
            Post  ("/devices",      register, permission, "Register a push device", details: "A device that is already registered, even for another account, becomes the caller's.").upTo(bytes: 8_192),
            Delete("/devices/{id}", remove,   permission, "Delete a push device", details: "Only a device of the caller can be deleted."),
        ].tagged("Notifications")
    }

    static func register(_ call: Call, body: NewDevice) async throws -> Created<PushDeviceView> {
        let me = try call.account
        return try await call.db.write { tx in
            let id = try PushDevice.register(body, for: me, as: call, tx)
            let device: PushDeviceView = try tx.one(
                "SELECT \(PushDeviceView.columns) FROM push_device p WHERE p.id = \(id)"
            )
            return Created(device, at: "/devices/\(id)")
        }
    }

    static func remove(_ call: Call, id: ID<PushDevice>) async throws -> NoContent {
        let me = try call.account
        try await call.db.write { tx in
            guard try PushDevice.find(id, of: me, tx) != nil else { throw Problem(.notFound) }
            try PushDevice.remove(id, tx)
        }
        return NoContent()
    }
}

/// A device for push notifications.
struct NewDevice: Body, SchemaNamed {
    /// The registration token that Firebase gave the app on this device.
    var token: Text<8, 4096>
    /// Android when absent.
    var platform: PushDevice.Platform?

    static let schemaName = "DeviceToken"
}

/// A device that receives push notifications.
struct PushDeviceView: View, Record {
    var id: ID<PushDevice>
    var platform: PushDevice.Platform
    /// The first registration of the device; later ones leave it unchanged.
    var createdAt: Instant

    static let columns: SQL = "p.id, p.platform, p.created_at"

    init(_ row: inout Row) throws {
        id = try row.next()
        platform = try row.next()
        createdAt = try row.next()
    }
}

extension PushDevice {
    static func register(
        _ device: NewDevice,
        for account: ID<Account>,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> ID<PushDevice> {
        let (token, platform) = (device.token.rawValue, device.platform ?? .android)
        return try register(token, platform, for: account, in: call.actor.session, at: call.site, tx)
    }
}
