import Kernel
import Store

/// The deletion of an account at its owner's wish, after a period in which a login takes it back.
///
/// Until then the account is suspended.
package struct Departure: Sendable {
    package let erasesAt: Instant

    /// Suspends the caller's account; it is erased when the product's ``AccountPolicy/returnPeriod`` is over.
    ///
    /// `check` refuses it in the same transaction.
    package static func begin(
        _ call: Call,
        password: Password?,
        check: @escaping @Sendable (Account, borrowing Tx) throws -> Void
    ) async throws -> Departure {
        let id = try call.account
        let account = try await call.db.read { tx in try Account.find(id, tx) }
        guard account.state == .active else { throw Problem(.unauthenticated) }
        try await Erasure.confirm(password, of: account, call)
        return try await call.db.write { tx in
            let present = try Account.find(id, tx)
            guard present.state == .active else { throw Problem(.unauthenticated) }
            guard present.password == account.password else { throw Problem(.stale) }
            try check(present, tx)
            return try begin(present, call, tx)
        }
    }

    private static func begin(_ account: Account, _ call: Call, _ tx: borrowing Tx) throws -> Departure {
        let period = call.site.product.accounts.returnPeriod ?? .zero
        let departure = Departure(erasesAt: tx.now + period)
        _ = try account.deactivated(by: call.actor, at: call.site, tx)
        try tx.execute(
            """
            INSERT INTO departure (account_id, asked_at, erases_at)
            VALUES (\(account.id), \(tx.now), \(departure.erasesAt))
            """
        )
        try Audit.record(DepartureAction.begin, of: Account.kind, account.id.cast(), by: call.actor, tx)
        let day = call.site.product.zone.civil(departure.erasesAt).date
        let notice = Notice(
            template: .accountDeparting,
            values: ["site": call.site.product.title, "day": day.description]
        )
        try Notifications.mail(account.email, in: account.locale, notice, tx)
        return departure
    }

    /// Forgets a departure: the account stays.
    static func forget(_ account: ID<Account>, at site: Site, _ tx: borrowing Tx) throws {
        guard site.product.accounts.returnPeriod != nil else { return }
        try tx.execute("DELETE FROM departure WHERE account_id = \(account)")
    }

    static func isOpen(of account: ID<Account>, at site: Site, _ tx: borrowing Tx) throws -> Bool {
        guard site.product.accounts.returnPeriod != nil else { return false }
        return try tx.exists(
            "SELECT 1 FROM departure WHERE account_id = \(account) AND erases_at > \(tx.now)"
        )
    }
}

extension Account {
    /// Whether a correct password opens the account: it is active, or its owner may still take back the departure.
    func mayEnter(_ site: Site, _ tx: borrowing Tx) throws -> Bool {
        switch state {
        case .active: true
        case .suspended: try Departure.isOpen(of: id, at: site, tx)
        case .deleted: false
        }
    }

    /// Takes back the departure of the owner, who has just logged in.
    func returned(to site: Site, from origin: Origin, _ tx: borrowing Tx) throws {
        guard state == .suspended else { return }
        let owner = Actor.owner(of: self, from: origin)
        _ = try reactivated(by: owner, at: site, tx)
        try Audit.record(DepartureAction.takeBack, of: Self.kind, id.cast(), by: owner, tx)
    }
}

enum DepartureAction: String, AuditAction {
    case begin = "departure.begin"
    case takeBack = "departure.take_back"
}
