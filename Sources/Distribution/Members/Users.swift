import Kernel
import Platform
import Store
import Web

/// The routes of users and their profiles.
enum Users: People {
    typealias Filter = UserFilter

    static let routes = rows.tagged("Users")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path               handler  needs
        Get   ("/users",      list,    .memberRead, "List users",
               details: "Location admins see the users of their zones; shop owners and vendors see themselves.")
        Get   ("/users/{id}", show,    .memberRead, "Get a user")
        Put   ("/users/{id}", change,  .memberEdit, "Update a user",
               details: "Absent members stay as they are. Everyone may change their own profile, super admins any. A new telephone number requires re-authentication and has to be confirmed.").afreshForOthers.refuses(.phoneTaken, .stale, .tooManyRequests)
        Delete("/users/{id}", leave,   .memberEdit, "Delete a user",
               details: "Erases the personal data of the account. Everyone may delete their own account with its password or a recent login, super admins any.").limited(Accounts.limit).upTo(bytes: 8_192).afreshForOthers.refuses(.erasureHeld, .lastAdministrator)
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

    /// Own accounts need the password or a recent login; others an administrator who has just re-authenticated.
    static func leave(_ call: Call, id: ID<Account>, body: LeaveRequest?) async throws -> NoContent {
        guard id == call.actor.account else { return try await erase(call, id: id) }
        return try await Erasure.leave(call, password: body?.password)
    }

    /// The confirmation required to delete the caller's own account.
    struct LeaveRequest: Body {
        /// The current password of the account.
        var password: Password
    }
}

/// Changes of a profile; absent members stay as they are, and null clears optional ones.
struct UserChanges: Body, ClearsByName {
    /// The person's full name.
    var name: Line<1, 120>?
    /// Shown to vendors and administrators.
    var shopName: Line<1, 120>?
    /// Location of the shop as free text; null removes it.
    var shopAddress: Change<Line<1, 300>> = .keep
    /// In E.164 form; it has to be confirmed again.
    var phone: PhoneNumber?
    /// The language of the account's messages.
    var locale: MarketLanguage?
    /// The delivery zone of a shop owner; only for super admins.
    var zoneId: ID<DeliveryZone>?
    /// The group whose price lists apply; null removes it; only for super admins.
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

    /// A new number is unconfirmed until a code proves it, and needs re-authentication against stolen sessions.
    private func claiming(_ phone: PhoneNumber?, _ call: Call, _ tx: borrowing Tx) throws -> Account {
        guard let phone, phone != account.phone else { return account }
        try StepUp.require(call, tx)
        return try account.changed(phone: phone, isTrusted: false, by: call.actor, at: call.site, tx)
    }
}
