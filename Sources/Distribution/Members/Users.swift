import Kernel
import Platform
import Store
import Web

/// The people: to see, to change, to leave.
enum Users: People {
    typealias Filter = UserFilter

    static let routes = rows.tagged("Users")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path               handler  needs
        Get   ("/users",      list,    .memberRead, "The people the caller may see")
        Get   ("/users/{id}", show,    .memberRead, "One person")
        Put   ("/users/{id}", change,  .memberEdit, "Change one's own profile; an administrator that of anyone").afreshForOthers.refuses(.phoneTaken, .stale, .tooManyRequests)
        Delete("/users/{id}", leave,   .memberEdit, "Delete one's own account; an administrator that of anyone").limited(Accounts.limit).upTo(bytes: 8_192).afreshForOthers.refuses(.erasureHeld, .lastAdministrator)
    }

    static func summaries(of users: [User], for call: Call, _ tx: borrowing Tx) -> [UserSummary] {
        users.map(UserSummary.init)
    }

    static func detail(of user: User, for call: Call, _ tx: borrowing Tx) throws -> UserView {
        try UserView.of(user, in: call.languages, tx)
    }

    static func change(
        _ call: Call,
        id: ID<Account>,
        match: IfMatch?,
        body: UserChanges
    ) async throws -> Versioned<UserView> {
        try await call.db.write { tx in
            let user = try find(id, for: call, tx)
            try match?.check(user.version)
            try body.check(call, tx)
            return try versioned(user.changed(by: body, call, tx), for: call, tx)
        }
    }

    /// Oneself with one's password, or a fresh login; others by an administrator who has just shown who they are.
    static func leave(_ call: Call, id: ID<Account>, body: LeaveRequest?) async throws -> NoContent {
        guard id == call.actor.account else { return try await erase(call, id: id) }
        return try await Erasure.leave(call, password: body?.password)
    }

    struct LeaveRequest: Body {
        var password: Password
    }
}

/// Absent members stay as they are; null clears those that may be missing.
struct UserChanges: Body, ClearsByName {
    var name: Line<1, 120>?
    var shopName: Line<1, 120>?
    var shopAddress: Change<Line<1, 300>> = .keep
    var phone: PhoneNumber?
    var locale: MarketLanguage?
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
    func changed(by changes: UserChanges, _ call: Call, _ tx: borrowing Tx) throws -> User {
        var account = try claiming(changes.phone, call, tx)
        if let locale = changes.locale?.language, locale != account.locale {
            account = try account.changed(phone: account.phone, locale: locale, by: call.actor, tx)
        }
        var next = profile
        next.name = changes.name ?? next.name
        next.shopName = changes.shopName ?? next.shopName
        next.shopAddress = changes.shopAddress.applied(to: next.shopAddress)
        if account.role.isBuyer { next.zone = changes.zoneId ?? next.zone }
        next.customerGroup = changes.customerGroup.applied(to: next.customerGroup)
        let saved = try next.save(tx)
        try Audit.record(MemberAction.userChange, of: Account.kind, account.id.cast(), by: call.actor, tx)
        return User(account: account, profile: saved)
    }

    /// A number is a claim until its owner has shown a code, whoever sets it, and a found session must not become a way in.
    private func claiming(_ phone: PhoneNumber?, _ call: Call, _ tx: borrowing Tx) throws -> Account {
        guard let phone, phone != account.phone else { return account }
        try StepUp.require(call, tx)
        return try account.changed(phone: phone, isTrusted: false, by: call.actor, at: call.site, tx)
    }
}
