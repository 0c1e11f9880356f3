import Kernel
import Platform
import Store
import Web

/// The caller's own profile and settings.
enum Me {
    static let routes = rows.tagged("Users")

    private static let limit = RateLimit("preferences", 60, per: .hours(1))

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                     handler               needs
        Get  ("/users/me",              show,                 .account, "Get the caller's profile")
        Patch("/users/me",              change,               .account, "Change the caller's profile", details: "Absent members stay as they are, and null clears.").refuses(.stale).upTo(bytes: 8_192)
        Delete("/users/me/account",     leave,                .account, "Delete the caller's account", details: "Cannot be undone: all sessions end, unused units end, and the personal data is erased. The body holds the password; without it, and with two-step login, a recent re-authentication is required.").limited(Accounts.limit).upTo(bytes: 8_192).refuses(.openBusiness, .lastAdministrator, .erasureHeld, .stepUpRequired)
        Get  ("/users/me/preferences",  NoticeSettings.show,  .account, "Get the caller's preferences")
        Patch("/users/me/preferences",  NoticeSettings.change, .account, "Change the caller's preferences", details: "Only the listed pairs of category and channel change. Quiet hours are local times of the caller's zone; null ends them.").upTo(bytes: 16_384).limited(limit)
    }

    static func show(_ call: Call) async throws -> Versioned<MeView> {
        let me = try call.account
        return try await call.db.read { tx in try MeView.versioned(User.find(me, tx), call, tx) }
    }

    /// Refused while there is unfinished business: `Feature.userAdministration` says so to every erasure.
    static func leave(_ call: Call, body: AccountLeaving?) async throws -> NoContent {
        try await Erasure.leave(call, password: body?.password)
    }

    static func change(_ call: Call, match: IfMatch?, body: ProfileChanges) async throws -> Versioned<MeView>
    {
        let me = try call.account
        return try await call.db.write { tx in
            let user = try User.find(me, tx)
            try match?.check(user.version)
            return try MeView.versioned(user.changed(by: body, as: call, tx), call, tx)
        }
    }
}

/// The confirmation of an account's deletion.
struct AccountLeaving: Body {
    /// The present password.
    var password: Password
}

/// Changes of the caller's profile.
struct ProfileChanges: Body, MergePatch {
    /// The given name.
    var firstName: PersonName?
    /// The family name; others see its initial.
    var lastName: PersonName?
    /// A telephone number; only administrators see it.
    var phone: Change<PhoneNumber>
    /// The language of messages.
    var locale: TutoringLanguage?
    /// The zone of the times in messages and of the quiet hours, such as `Europe/Rome`.
    var timeZone: Zone?
    /// A picture among the caller's files, in which the virus scan found nothing.
    var avatarFile: Change<ID<UserFile>>
}

extension User {
    fileprivate func changed(by changes: ProfileChanges, as call: Call, _ tx: borrowing Tx) throws -> User {
        let phone = changes.phone.applied(to: account.phone)
        let locale = changes.locale?.language ?? account.locale
        let isOther = phone != account.phone || locale != account.locale
        let account =
            try isOther
            ? self.account.changed(phone: phone, locale: locale, by: call.actor, tx) : self.account
        if let zone = changes.timeZone { try PersonZone.change(to: zone, of: account.id, at: call.site, tx) }
        var next = profile
        next.firstName = changes.firstName ?? next.firstName
        next.lastName = changes.lastName ?? next.lastName
        next.avatar = try Avatar.changed(profile.avatar, by: changes.avatarFile, of: account.id, tx)
        guard next != profile else { return User(account: account, profile: profile) }
        try Audit.record(PersonAction.profileChange, of: Account.kind, account.id.cast(), by: call.actor, tx)
        return User(account: account, profile: try next.save(tx))
    }
}
