import Kernel
import Platform
import Store
import Web

/// The zones assigned to a location admin.
enum AdminZones {
    /// A location admin needs at least one zone; a super admin has all zones and is assigned none.
    static func check(_ zones: [ID<DeliveryZone>], for role: Role, _ tx: borrowing Tx) throws {
        guard role.runsZones else {
            guard zones.isEmpty else { throw Problem(.invalid, faults: [.init("/zone_ids", .zonesOfAll)]) }
            return
        }
        guard !zones.isEmpty else { throw Problem(.invalid, faults: [.init("/zone_ids", .zonesNeeded)]) }
        var faults: [Problem.Fault] = []
        for (index, zone) in zones.enumerated() {
            guard try !tx.exists("SELECT 1 FROM delivery_zone WHERE id = \(zone)") else { continue }
            faults.append(.init("/zone_ids/\(index)", .unknownZone))
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }

    /// Replaces the admin's zones; simultaneous changes fail because the profile's version is raised.
    static func give(
        _ zones: [ID<DeliveryZone>],
        to user: User,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> User {
        let id = user.account.id
        try check(zones, for: user.account.role, tx)
        try tx.execute("DELETE FROM admin_zone WHERE account_id = \(id)")
        try insert(zones, of: id, tx)
        let profile = try user.profile.save(tx)
        try Audit.record(
            MemberAction.adminAssignZones,
            of: Account.kind,
            id.cast(),
            by: actor,
            details: ["zones": .array(zones.map { .string($0.description) })],
            tx
        )
        return User(account: user.account, profile: profile)
    }

    static func insert(_ zones: [ID<DeliveryZone>], of admin: ID<Account>, _ tx: borrowing Tx) throws {
        for zone in Set(zones) {
            try tx.execute("INSERT INTO admin_zone (account_id, zone_id) VALUES (\(admin), \(zone))")
        }
    }
}

/// The zones to assign to a location admin.
struct ZonesGiven: Body {
    /// Replaces all assigned zones; at least one.
    var zoneIds: [ID<DeliveryZone>]
}

/// Activates or suspends an account.
struct StatusBody: Body {
    /// True lets the account log in; false suspends it and ends its sessions.
    var isActive: Bool
}

/// A role of administrators.
enum AdminRole: String, Codable, CaseIterable, Sendable {
    /// Administers the whole platform.
    case superAdmin = "super_admin"
    /// Administers the zones assigned to it.
    case locationAdmin = "location_admin"

    var role: Role { Role(rawValue) }
}

/// An administrator account to create.
struct NewAdmin: Body {
    /// Receives the link to choose a password.
    var email: EmailAddress
    /// Ignored; the owner chooses a password at the mailed link.
    var password: UnusedPassword?
    /// In E.164 form; none when absent.
    var phone: PhoneNumber?
    /// The person's full name.
    var name: Line<1, 120>
    /// Decides whether `zone_ids` is required.
    var role: AdminRole
    /// Zones to assign: at least one for a location admin, none for a super admin.
    var zoneIds: [ID<DeliveryZone>]?
    /// The language of the account's messages; the request's when absent.
    var locale: MarketLanguage?

    func join(_ call: Call, _ tx: borrowing Tx) throws -> ID<Account> {
        try AdminZones.check(zoneIds ?? [], for: role.role, tx)
        let account = try Accounts.register(
            email: email,
            phone: phone,
            password: nil,
            role: role.role,
            locale: locale?.language ?? call.preferredLanguage,
            by: call.actor,
            at: call.site,
            tx
        )
        let member = Member(of: account.id, name, at: tx.now)
        try member.insert(tx)
        try AdminZones.insert(zoneIds ?? [], of: account.id, tx)
        try Accounts.mailPasswordLink(to: account, at: call.site, tx)
        return account.id
    }
}

/// Changes of an administrator; absent members stay as they are.
struct AdminChanges: Body, MergePatch {
    /// The person's full name.
    var name: Line<1, 120>?
    /// In E.164 form; it has to be confirmed again.
    var phone: PhoneNumber?
    /// The language of the account's messages.
    var locale: MarketLanguage?
    /// A new role needs fitting `zone_ids`.
    var role: AdminRole?
    /// Replaces all assigned zones; required with a new role of location admin.
    var zoneIds: [ID<DeliveryZone>]?
}

extension User {
    func changed(by changes: AdminChanges, _ call: Call, _ tx: borrowing Tx) throws -> User {
        let own = UserChanges(name: changes.name, phone: changes.phone, locale: changes.locale)
        let user = try changed(by: own, call, tx)
        let role = changes.role?.role ?? account.role
        guard role != account.role || changes.zoneIds != nil else { return user }
        let appointed = try user.changed(role: role, as: call, tx)
        return try AdminZones.give(changes.zoneIds ?? [], to: appointed, by: call.actor, tx)
    }
}
