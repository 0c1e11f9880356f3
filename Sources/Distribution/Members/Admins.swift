import Kernel
import Platform
import Store
import Web

/// The routes of administrators, for super admins, and of shop owners, for all administrators.
enum Admins: AdminViews {
    static let roles: [Role]? = [.superAdmin, .locationAdmin]

    static let routes = rows.tagged("Admins")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                                   handler        needs
        Get   ("/admins",                         list,          .adminManage,     "List administrators")
        Get   ("/admins/stats",                   stats,         .adminManage,     "Get user statistics",
               details: "Numbers of accounts by role and by zone, and of registrations waiting for confirmation.")
        Get   ("/admins/shop-owners",             ShopOwners.list, .shopOwnerManage, "List shop owners",
               details: "Location admins see the shop owners of their zones.")
        Patch ("/admins/shop-owners/{id}/active", ShopOwners.change, .shopOwnerManage, "Activate or suspend a shop owner",
               details: "Suspending ends the account's sessions.").afresh
        Get   ("/admins/{id}",                    show,          .adminManage,     "Get an administrator")
        Post  ("/admins",                         create,        .adminManage,     "Create an administrator",
               details: "Mails the new administrator a link to choose a password.").afresh.forPeople.refuses(.emailTaken, .phoneTaken)
        Put   ("/admins/{id}",                    changeAdmin,   .adminManage,     "Update an administrator",
               details: "Absent members stay as they are. Administrators cannot change their own role, and the last super admin keeps the role.").afresh.forPeople.refuses(.phoneTaken, .lastAdministrator, .notOneself, .stale)
        Patch ("/admins/{id}/zones",              assign,        .adminManage,     "Assign zones to a location admin",
               details: "Replaces all zones assigned before.").afresh.forPeople.refuses(.stale)
        Patch ("/admins/{id}/active",             change,        .adminManage,     "Activate or suspend an administrator",
               details: "Suspending ends the account's sessions. Refused for the caller's own account and for the last super admin.").afresh.refuses(.notOneself, .lastAdministrator)
        Post  ("/admins/{id}/reset-password",     resetPassword, .adminManage,     "Reset an administrator's password",
               details: "Removes the password, ends all sessions and mails a link to choose a new one.").afresh.forPeople
        Delete("/admins/{id}",                    erase,         .adminManage,     "Delete an administrator",
               details: "Erases the personal data of the account. Refused for the caller's own account and for the last super admin.").afresh.forPeople.refuses(.notOneself, .lastAdministrator, .erasureHeld)
    }
}

/// The shop owners of an administrator's zones.
enum ShopOwners: AdminViews {
    static let roles: [Role]? = [.shopOwner]
}

extension Admins {
    static func stats(_ call: Call) async throws -> PeopleStats {
        try await call.db.read { tx in try PeopleStats.count(in: call.languages, tx) }
    }

    static func create(_ call: Call, body: NewAdmin) async throws -> Invited<AdminView> {
        try await call.db.write { tx in
            let admin = try find(body.join(call, tx), for: call, tx)
            let view = try detail(of: admin, for: call, tx)
            return Invited(view, at: "/admins/\(view.id)", version: view.version, call)
        }
    }

    static func changeAdmin(
        _ call: Call,
        id: ID<Account>,
        match: IfMatch?,
        body: AdminChanges
    ) async throws -> Versioned<AdminView> {
        try await changing(id, match, call) { admin, tx in try admin.changed(by: body, call, tx) }
    }

    static func assign(
        _ call: Call,
        id: ID<Account>,
        match: IfMatch?,
        body: ZonesGiven
    ) async throws -> Versioned<AdminView> {
        try await changing(id, match, call) { admin, tx in
            try AdminZones.give(body.zoneIds, to: admin, by: call.actor, tx)
        }
    }

    private static func changing(
        _ id: ID<Account>,
        _ match: IfMatch?,
        _ call: Call,
        _ change: @escaping @Sendable (User, borrowing Tx) throws -> User
    ) async throws -> Versioned<AdminView> {
        try await call.db.write { tx in
            let admin = try find(id, for: call, tx)
            try match?.check(admin.version)
            return try versioned(change(admin, tx), for: call, tx)
        }
    }

    static func resetPassword(_ call: Call, id: ID<Account>) async throws -> Accepted<MailPromise> {
        try await call.db.write { tx in
            let admin = try find(id, for: call, tx)
            try admin.account.haveNewPasswordChosen(by: call.actor, at: call.site, tx)
        }
        return Accepted(MailPromise(message: said.text(in: call.languages)))
    }

    private static let said: LocalizedText = [
        "en": "An e-mail with a link to choose a new password is on its way.",
        "ar": "أُرسلت رسالة بريد إلكتروني تتضمن رابطاً لاختيار كلمة مرور جديدة.",
        "ku": "ئیمەیڵێک بە بەستەری هەڵبژاردنی وشەی نهێنیی نوێ نێردرا.",
    ]
}
