import Kernel
import Platform
import Store
import Web

/// The caller's own profile and password.
enum ProfileRoutes {
    static let routes = rows.tagged("Users")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //  path                      handler         needs
        Get("/users/profile",         show,           .account, "Get the caller's profile")
        Put("/users/profile",         change,         .account, "Change the caller's profile", details: "Absent members stay as they are, and null clears.").refuses(.stale).upTo(bytes: 8_192)
        Put("/users/change-password", changePassword, .account, "Set a new password for the caller", details: "Ends every other session of the account.").limited(Accounts.limit).upTo(bytes: 8_192)
    }

    static func show(_ call: Call) async throws -> Versioned<ProfileView> {
        let me = try call.account
        return try await call.db.read { tx in try ProfileView.versioned(User.find(me, tx), call, tx) }
    }

    static func change(
        _ call: Call,
        match: IfMatch?,
        body: ProfileChanges
    ) async throws -> Versioned<ProfileView> {
        let me = try call.account
        return try await call.db.write { tx in
            let user = try User.find(me, tx)
            try match?.check(user.version)
            return try ProfileView.versioned(user.changed(by: body, as: call, tx), call, tx)
        }
    }

    static func changePassword(_ call: Call, body: NewPassword) async throws -> NoContent {
        try await Accounts.changePassword(
            from: body.current,
            to: body.new,
            pointers: ("/current", "/new"),
            call
        )
    }
}

/// Changes of the caller's profile.
struct ProfileChanges: Body, MergePatch {
    /// The full name; others see the first name and an initial.
    var name: PersonName?
    /// A telephone number, shown to the other side of a job once it is paid for.
    var phone: Change<PhoneNumber>
    /// The language of messages.
    var locale: MarketLanguage?
    /// The zone of the person's times, such as `America/New_York`; null for that of the product.
    var timeZone: Change<Zone>
    /// A picture, uploaded for the purpose `avatar`.
    var avatarFile: Change<ID<StoredFile>>
}

/// A change of the caller's password.
struct NewPassword: Body {
    /// The present password.
    var current: Password
    /// The password from now on: at least ten characters, not a common one and not the e-mail address.
    var new: Password
}

extension User {
    fileprivate func changed(
        by changes: ProfileChanges,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> User {
        let phone = changes.phone.applied(to: account.phone)
        let locale = changes.locale?.language ?? account.locale
        let isOther = phone != account.phone || locale != account.locale
        let account =
            try isOther
            ? self.account.changed(phone: phone, locale: locale, by: call.actor, tx) : self.account
        var next = profile
        next.name = changes.name ?? next.name
        next.zone = changes.timeZone.applied(to: next.zone)
        if case .set(let file) = changes.avatarFile, file != next.avatar {
            try UploadedFile.use([file], for: .avatar, by: account.id, at: "/avatar_file", tx)
        }
        next.avatar = changes.avatarFile.applied(to: next.avatar)
        guard next != profile else { return User(account: account, profile: profile) }
        try Audit.record(PersonAction.profileChange, of: Account.kind, account.id.cast(), by: call.actor, tx)
        let saved = try next.save(tx)
        if let former = profile.avatar, former != saved.avatar { try Files.discard([former], tx) }
        return User(account: account, profile: saved)
    }
}
