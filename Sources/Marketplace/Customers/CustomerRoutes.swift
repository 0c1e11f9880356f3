import Kernel
import Platform
import Store
import Web

/// The customers of the platform.
enum CustomerRoutes {
    static let routes = rows.tagged("Customers")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //  path               handler  needs
        Get("/customers/{id}", show,    .customerRead, "Get a customer", details: "A provider of a shared job sees the card.")
        Put("/customers/{id}", change,  .customerEdit, "Change a customer", details: "Absent members stay as they are, and null clears. Administrators give a reason, which the customer receives.").refuses(.stale).upTo(bytes: 8_192)
    }

    static func show(_ call: Call, id: ID<Account>) async throws -> Versioned<CustomerView> {
        try await call.db.read { tx in
            try CustomerView.versioned(Customers.find(id, within: call.scope, tx), for: call, tx)
        }
    }

    static func change(
        _ call: Call,
        id: ID<Account>,
        match: IfMatch?,
        body: CustomerChanges
    ) async throws -> Versioned<CustomerView> {
        try await call.db.write { tx in
            let user = try Customers.find(id, within: call.scope, tx)
            try match?.check(user.version)
            let reason = try body.reason.demanded(if: id != call.actor.account)
            let changed = try user.changed(by: body, because: reason, as: call, tx)
            return try CustomerView.versioned(changed, for: call, tx)
        }
    }
}

/// Changes of a customer.
struct CustomerChanges: Body, MergePatch {
    /// The full name; others see the first name and an initial.
    var name: PersonName?
    /// The telephone number.
    var phone: Change<PhoneNumber>
    /// The street address.
    var address: Change<StreetAddress>
    /// The point on the map.
    var point: Change<Coordinates>
    /// The reason; administrators must give it.
    var reason: Reason?
}

extension User {
    fileprivate func changed(
        by changes: CustomerChanges,
        because reason: Reason?,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> User {
        let phone = changes.phone.applied(to: account.phone)
        let account =
            try phone != self.account.phone
            ? self.account.changed(phone: phone, locale: self.account.locale, by: call.actor, tx)
            : self.account
        var next = try profile.addressed(changes.address, at: call.site, tx)
        next.name = changes.name ?? next.name
        next.point = changes.point.applied(to: next.point)
        let details: JSONValue = reason.map { ["reason": .string($0.rawValue)] } ?? .object([:])
        let (subject, actor): (ID<Subject>, Actor) = (account.id.cast(), call.actor)
        try Audit.record(
            PersonAction.profileChange,
            of: Account.kind,
            subject,
            by: actor,
            details: details,
            tx
        )
        try LSMLog.write(.customer, subject, in: nil, "change", reason?.rawValue, by: actor, tx)
        if let reason, account.id != call.actor.account {
            try MarketNotice.notify(.profileChanged, [account.id], ["reason": reason.rawValue], tx)
        }
        return User(account: account, profile: try next.save(tx))
    }
}
