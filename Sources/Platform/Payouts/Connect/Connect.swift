import Kernel
import Logging
import Store

/// Accounts of payees at the provider, and the transfers to them.
///
/// As with payments, a command is stored before it is sent and its identifier is the key; events are hints at what must
/// be read again.
package enum Connect {
    static let queue = JobQueue("payouts", workers: 2)
    /// The time after which an order without an answer is asked about again.
    static let patience = Duration.hours(1)

    /// The page on which `account` opens and completes its account at the provider.
    ///
    /// Refused with 422 for another country than before.
    package static func onboard(
        _ account: ID<Account>,
        in country: String,
        returning: String,
        refreshing: String,
        _ call: Call
    ) async throws -> String {
        let (site, gateway) = (call.site, try call.site.connect)
        let opened = try await site.db.write { tx in
            let row = try ConnectedAccount.ensure(of: account, in: country, tx)
            return (row, try Account.find(account, tx).email.rawValue)
        }
        guard opened.0.country == country else {
            throw Problem(.invalid, faults: [Problem.Fault("/country", .fixedCountry)])
        }
        let reference = try await ensureReference(of: opened.0, email: opened.1, through: gateway, at: site)
        let order = ConnectLinkOrder(reference: reference, returning: returning, refreshing: refreshing)
        // It changes nothing, so nothing is stored.
        return try await gateway.accountLink(order, key: ID<Connect>.new(at: call.now).description)
    }

    private static func ensureReference(
        of row: ConnectedAccount,
        email: String,
        through gateway: any ConnectGateway,
        at site: Site
    ) async throws -> String {
        if let known = row.reference { return known }
        let order = ConnectOrder(
            mark: row.account.description,
            site: site.paymentMark,
            email: email,
            country: row.country
        )
        let reference = try await gateway.openAccount(order, key: row.id.description)
        try await finishing { try await site.db.write { tx in try row.opened(as: reference, tx) } }
        return reference
    }

    /// The account as the provider knows it now; as it was last read, when the provider does not answer.
    package static func read(_ account: ID<Account>, at site: Site) async throws -> ConnectedAccount? {
        let known = try await site.db.read { tx in try ConnectedAccount.find(of: account, tx) }
        guard let row = known, let reference = row.reference, let gateway = site.dependencies.connect else {
            return known
        }
        let readAt = site.now()
        do throws(GatewayFailure) {
            guard let snapshot = try await gateway.account(reference) else { return known }
            try? await site.db.write { tx in try row.update(snapshot, readAt: readAt, tx) }
        } catch {
            site.log.warning("the account of a payee could not be read", error: error)
        }
        return try await site.db.read { tx in try ConnectedAccount.find(of: account, tx) }
    }

    /// Takes a webhook whose signature has been verified; events about other things are none of its business.
    package static func receive(_ body: [UInt8], at site: Site, _ tx: borrowing Tx) throws {
        guard let event = site.dependencies.connect?.event(in: body) else { return }
        switch event.about {
        case .account(let reference):
            try tx.enqueue(ReadConnectedAccount(reference: reference), unique: event.id)
        case .transfer(let reference):
            try tx.enqueue(ReadTransfer(reference: reference), unique: event.id)
        }
    }
}

extension Site {
    /// Refused with 503 where no provider is configured.
    package var connect: any ConnectGateway {
        get throws {
            guard let gateway = dependencies.connect else { throw Problem(.paymentsNotConfigured) }
            return gateway
        }
    }
}

// swift-format-ignore
extension Refusal {
    fileprivate static let fixedCountry = Refusal("fixed", ["en": "cannot change once the account is opened", "it": "non può cambiare dopo l'apertura del conto", "ar": "لا يمكن تغييره بعد فتح الحساب", "ku": "دوای کردنەوەی هەژمارەکە ناگۆڕدرێت"])
}
