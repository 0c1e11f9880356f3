import Kernel
import Platform
import Store
import Web

/// The administrators of the platform and of its zones, managed by super admins.
enum Admins: AdminViews {
    static let roles: [Role]? = [.superAdmin, .locationAdmin]

    static let routes = rows.tagged("Admins")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                                   handler        needs
        Get   ("/admins",                         list,          .adminManage,     "The administrators")
        Get   ("/admins/stats",                   stats,         .adminManage,     "How many there are, by role and zone")
        Get   ("/admins/shop-owners",             ShopOwners.list, .shopOwnerManage, "The shop owners of one's zones")
        Patch ("/admins/shop-owners/{id}/active", ShopOwners.change, .shopOwnerManage, "Let a shop owner in, or shut them out").afresh
        Get   ("/admins/{id}",                    show,          .adminManage,     "One administrator")
        Post  ("/admins",                         create,        .adminManage,     "A new administrator, who is mailed a link to choose a password").afresh.forPeople.refuses(.emailTaken, .phoneTaken)
        Put   ("/admins/{id}",                    changeAdmin,   .adminManage,     "Change an administrator").afresh.forPeople.refuses(.phoneTaken, .lastAdministrator, .notOneself, .stale)
        Patch ("/admins/{id}/zones",              assign,        .adminManage,     "Give a location admin their zones").afresh.forPeople.refuses(.stale)
        Patch ("/admins/{id}/active",             change,        .adminManage,     "Let an administrator in, or shut them out").afresh.refuses(.notOneself, .lastAdministrator)
        Post  ("/admins/{id}/reset-password",     resetPassword, .adminManage,     "End an administrator's sessions, and mail them a link to a new password").afresh.forPeople
        Delete("/admins/{id}",                    erase,         .adminManage,     "Delete an administrator").afresh.forPeople.refuses(.notOneself, .lastAdministrator, .erasureHeld)
    }
}

/// The shop owners of one's zones.
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
        "en": "A mail with a link to a new password is on its way.",
        "ar": "أُرسلت رسالة بريد فيها رابط لكلمة مرور جديدة.",
        "ku": "ئیمەیڵێک بە بەستەری وشەی نهێنی نوێ نێردرا.",
    ]
}
