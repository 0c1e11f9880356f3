import Kernel
import Platform
import Store
import Web

/// The people: to see, to change, to leave.
enum Users {
    static let routes = rows.tagged("Users")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path               handler  needs
        Get   ("/users",      list,    .memberRead, "The people the caller may see")
        Get   ("/users/{id}", show,    .memberRead, "One person")
        Put   ("/users/{id}", change,  .memberEdit, "Change one's own profile; an administrator that of anyone").afreshForOthers.refuses(.phoneTaken, .stale, .tooManyRequests)
        Delete("/users/{id}", leave,   .memberEdit, "Delete one's own account; an administrator that of anyone").limited(Accounts.limit).upTo(bytes: 8_192).afreshForOthers.refuses(.erasureHeld, .lastAdministrator)
    }

    static func list(_ call: Call, filter: UserFilter, page: PageRequest) async throws -> Page<UserSummary> {
        try await call.db.read { tx in
            let users: Page<User> = try tx.page(
                page,
                """
                SELECT \(User.columns) FROM \(User.join)
                 WHERE \(SQL.all([User.visible(to: call.scope)] + filter.conditions))
                """,
                order: filter.order
            )
            return users.map(UserSummary.init)
        }
    }

    static func show(_ call: Call, id: ID<Account>) async throws -> Versioned<UserView> {
        try await call.db.read { tx in
            try UserView.versioned(User.find(id, within: call.scope, tx), in: call.languages, tx)
        }
    }

    static func change(
        _ call: Call,
        id: ID<Account>,
        match: IfMatch?,
        body: UserChanges
    ) async throws -> Versioned<UserView> {
        try await call.db.write { tx in
            let user = try User.find(id, within: call.scope, tx)
            try match?.check(user.version)
            try body.check(call, tx)
            try user.change(body, call, tx)
            return try UserView.versioned(User.find(id, within: call.scope, tx), in: call.languages, tx)
        }
    }

    /// Oneself with one's password, or a fresh login; others by an administrator who has just shown who they are.
    static func leave(_ call: Call, id: ID<Account>, body: Farewell?) async throws -> NoContent {
        guard id != call.actor.account else { return try await Erasure.leave(call, password: body?.password) }
        try await call.db.write { tx in
            let user = try User.find(id, within: call.scope, tx)
            _ = try Erasure.execute(
                user.account,
                because: .requestedInWriting,
                by: call.actor,
                in: call.languages,
                at: call.site,
                tx
            )
        }
        return NoContent()
    }

    struct Farewell: Body {
        var password: Password
    }
}

/// Absent members stay as they are; null clears those that may be missing.
struct UserChanges: Body, ClearsByName {
    var name: Line<1, 120>?
    var shopName: Line<1, 120>?
    var shopAddress: Change<Line<1, 300>> = .keep
    var phone: PhoneNumber?
    var locale: Spoken?
    /// By administrators only.
    var zoneId: ID<DeliveryZone>?
    /// By administrators only.
    var customerGroup: Change<Line<1, 40>> = .keep

    func check(_ call: Call, _ tx: borrowing Tx) throws {
        guard call.scope.reach != .all else {
            if let zoneId { try DeliveryZone.check(zoneId, at: "/zone_id", tx) }
            return
        }
        let faults = [
            zoneId.map { _ in Problem.Fault("/zone_id", .byAdministrators) },
            customerGroup.isGiven ? Problem.Fault("/customer_group", .byAdministrators) : nil,
        ].compactMap(\.self)
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }
}

extension User {
    func change(_ changes: UserChanges, _ call: Call, _ tx: borrowing Tx) throws {
        try changePhone(to: changes.phone, call, tx)
        if let locale = changes.locale?.language, locale != account.locale {
            let present = try Account.find(account.id, tx)
            _ = try present.changed(phone: present.phone, locale: locale, by: call.actor, tx)
        }
        var next = member
        next.name = changes.name ?? next.name
        next.shopName = changes.shopName ?? next.shopName
        next.shopAddress = changes.shopAddress.applied(to: next.shopAddress)
        if account.role == .shopOwner { next.zone = changes.zoneId ?? next.zone }
        next.customerGroup = changes.customerGroup.applied(to: next.customerGroup)
        _ = try next.save(tx)
        try Audit.record("distribution.user.change", of: Account.kind, account.id.cast(), by: call.actor, tx)
    }

    /// A number is a claim until its owner has shown a code, whoever sets it, and a found session must not become a way in.
    private func changePhone(to phone: PhoneNumber?, _ call: Call, _ tx: borrowing Tx) throws {
        guard let phone, phone != account.phone else { return }
        try StepUp.require(call, tx)
        _ = try account.changed(phone: phone, isTrusted: false, by: call.actor, at: call.site, tx)
    }
}

// swift-format-ignore
extension Refusal {
    static let byAdministrators = Refusal("by_administrators", ["en": "is changed by administrators", "ar": "يغيّرها المشرفون", "ku": "لەلایەن بەڕێوەبەرانەوە دەگۆڕدرێت"])
}
