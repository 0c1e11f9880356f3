import Kernel
import Platform
import Store
import Web

/// Which zones a location admin has a say in.
enum AdminZones {
    /// A location admin has one at least, a super admin none of their own: theirs are all.
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

    /// In the place of those they had; whoever changes them at the same time finds the admin changed.
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

struct ZonesGiven: Body {
    var zoneIds: [ID<DeliveryZone>]
}

struct StatusBody: Body {
    var isActive: Bool
}

enum AdminRole: String, Codable, CaseIterable, Sendable {
    case superAdmin = "super_admin"
    case locationAdmin = "location_admin"

    var role: Role { Role(rawValue) }
}

struct NewAdmin: Body {
    var email: EmailAddress
    var password: UnusedPassword?
    var phone: PhoneNumber?
    var name: Line<1, 120>
    var role: AdminRole
    var zoneIds: [ID<DeliveryZone>]?
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

/// Absent members stay as they are.
struct AdminChanges: Body, MergePatch {
    var name: Line<1, 120>?
    var phone: PhoneNumber?
    var locale: MarketLanguage?
    var role: AdminRole?
    /// With a new role: a location admin needs some.
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
