import Kernel
import Platform
import Store
import Web

/// Those who run the platform and its zones, kept by super admins; and the shop owners they let in and shut out.
enum Admins {
    static let routes = rows.tagged("Admins")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                                   handler        needs
        Get   ("/admins",                         list,          .adminManage,     "The administrators")
        Get   ("/admins/stats",                   stats,         .adminManage,     "How many there are, by role and zone")
        Get   ("/admins/shop-owners",             shopOwners,    .shopOwnerManage, "The shop owners of one's zones")
        Patch ("/admins/shop-owners/{id}/active", switchOwner,   .shopOwnerManage, "Let a shop owner in, or shut them out").afresh
        Get   ("/admins/{id}",                    show,          .adminManage,     "One administrator")
        Post  ("/admins",                         create,        .adminManage,     "A new administrator, who is mailed a link to choose a password").afresh.forPeople.refuses(.emailTaken, .phoneTaken)
        Put   ("/admins/{id}",                    change,        .adminManage,     "Change an administrator").afresh.forPeople.refuses(.phoneTaken, .lastAdministrator, .notOneself, .stale)
        Patch ("/admins/{id}/zones",              assign,        .adminManage,     "Give a location admin their zones").afresh.forPeople.refuses(.stale)
        Patch ("/admins/{id}/active",             switchAdmin,   .adminManage,     "Let an administrator in, or shut them out").afresh.refuses(.notOneself, .lastAdministrator)
        Post  ("/admins/{id}/reset-password",     resetPassword, .adminManage,     "End an administrator's sessions, and mail them a link to a new password").afresh.forPeople
        Delete("/admins/{id}",                    remove,        .adminManage,     "Delete an administrator").afresh.forPeople.refuses(.notOneself, .lastAdministrator, .erasureHeld)
    }

    static let roles: [Role] = [.superAdmin, .locationAdmin]
}

extension Admins {
    static func list(_ call: Call, filter: UserFilter, page: PageRequest) async throws -> Page<AdminView> {
        try await people(call, filter, page, as: roles)
    }

    static func shopOwners(
        _ call: Call,
        filter: UserFilter,
        page: PageRequest
    ) async throws -> Page<AdminView> {
        try await people(call, filter, page, as: [.shopOwner])
    }

    private static func people(
        _ call: Call,
        _ filter: UserFilter,
        _ page: PageRequest,
        as roles: [Role]
    ) async throws -> Page<AdminView> {
        try await call.db.read { tx in
            let isOne: SQL = "a.role \(in: roles.map(\.name))"
            let users: Page<User> = try tx.page(
                page,
                """
                SELECT \(User.columns) FROM \(User.join)
                 WHERE \(SQL.all([User.visible(to: call.scope), isOne] + filter.conditions))
                """,
                order: filter.order
            )
            return Page(
                try users.data.map { try AdminView.of($0, in: call.languages, tx) },
                next: users.next,
                total: users.total
            )
        }
    }

    static func show(_ call: Call, id: ID<Account>) async throws -> Versioned<AdminView> {
        try await call.db.read { tx in try versioned(id, call, tx) }
    }

    static func create(_ call: Call, body: NewAdmin) async throws -> Invited<AdminView> {
        try await call.db.write { tx in
            let id = try body.join(call, tx)
            let view = try versioned(id, call, tx)
            return Invited(view.value, at: "/admins/\(id)", version: view.version, call)
        }
    }

    static func change(
        _ call: Call,
        id: ID<Account>,
        match: IfMatch?,
        body: AdminChanges
    ) async throws -> Versioned<AdminView> {
        try await call.db.write { tx in
            let user = try User.find(id, as: roles, within: call.scope, tx)
            try match?.check(user.version)
            try user.changeAdmin(body, call, tx)
            return try versioned(id, call, tx)
        }
    }

    static func assign(
        _ call: Call,
        id: ID<Account>,
        match: IfMatch?,
        body: ZonesGiven
    ) async throws -> Versioned<AdminView> {
        try await call.db.write { tx in
            let user = try User.find(id, as: roles, within: call.scope, tx)
            try match?.check(user.version)
            try AdminZones.check(body.zoneIds, for: user.account.role, tx)
            try AdminZones.give(body.zoneIds, to: user, by: call.actor, tx)
            return try versioned(id, call, tx)
        }
    }

    static func switchAdmin(_ call: Call, id: ID<Account>, body: Switch) async throws -> AdminView {
        try await turn(call, id, body, as: roles)
    }

    static func switchOwner(_ call: Call, id: ID<Account>, body: Switch) async throws -> AdminView {
        try await turn(call, id, body, as: [.shopOwner])
    }

    private static func turn(
        _ call: Call,
        _ id: ID<Account>,
        _ body: Switch,
        as roles: [Role]
    ) async throws -> AdminView {
        try await call.db.write { tx in
            let user = try User.find(id, as: roles, within: call.scope, tx)
            guard body.isActive || id != call.actor.account else { throw Problem(.notOneself) }
            if body.isActive {
                _ = try user.account.reactivated(by: call.actor, at: call.site, tx)
            } else {
                _ = try user.account.deactivated(by: call.actor, at: call.site, tx)
            }
            return try AdminView.of(User.find(id, within: call.scope, tx), in: call.languages, tx)
        }
    }

    static func resetPassword(_ call: Call, id: ID<Account>) async throws -> Accepted<MailPromise> {
        try await call.db.write { tx in
            let user = try User.find(id, as: roles, within: call.scope, tx)
            try user.account.haveNewPasswordChosen(by: call.actor, at: call.site, tx)
        }
        return Accepted(MailPromise(message: said.text(in: call.languages)))
    }

    private static let said: LocalizedText = [
        "en": "A mail with a link to a new password is on its way.",
        "ar": "أُرسلت رسالة بريد فيها رابط لكلمة مرور جديدة.",
        "ku": "ئیمەیڵێک بە بەستەری وشەی نهێنی نوێ نێردرا.",
    ]

    static func remove(_ call: Call, id: ID<Account>) async throws -> NoContent {
        try await call.db.write { tx in
            let user = try User.find(id, as: roles, within: call.scope, tx)
            guard id != call.actor.account else { throw Problem(.notOneself) }
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

    private static func versioned(
        _ id: ID<Account>,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> Versioned<AdminView> {
        let user = try User.find(id, as: roles, within: call.scope, tx)
        return Versioned(try AdminView.of(user, in: call.languages, tx), version: user.version)
    }
}
