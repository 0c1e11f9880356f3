import Kernel
import Platform
import Store

/// The account to which a provider's payouts go.
enum PayoutAccount: Sendable, Equatable {
    case bank(routing: RoutingNumber, number: BankAccountNumber)
    case paypal(EmailAddress)

    /// The kind of an account for payouts.
    enum Kind: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// An account with a bank in the United States.
        case bank
        /// An account with PayPal.
        case paypal
    }

    var kind: Kind {
        switch self {
        case .bank: .bank
        case .paypal: .paypal
        }
    }

    /// The part that may be shown: the last digits of the number, or the end of the name in the address, at most half of it.
    var last4: String {
        switch self {
        case .bank(_, let number): String(number.rawValue.suffix(4))
        case .paypal(let email):
            String(email.rawValue.prefix { $0 != "@" }).lastHalf(atMost: 4)
        }
    }

    static let sealed = PersonSealedColumn("provider", "payout_account", key: "id", account: "account_id")

    /// The open facts about the account; nil when there is none.
    static func summary(of provider: ID<Provider>, _ tx: borrowing Tx) throws -> Summary? {
        try tx.first(
            """
            SELECT p.payout_kind, p.payout_last4, p.payout_set_at FROM provider p
             WHERE p.id = \(provider) AND p.payout_kind IS NOT NULL
            """
        )
    }

    struct Summary: RowDecodable, Sendable {
        let kind: Kind
        let last4: String
        let setAt: Instant

        init(_ row: inout Row) throws {
            kind = try row.next()
            last4 = try row.next()
            setAt = try row.next()
        }
    }

    /// Names the account; payouts that are not paid yet are cancelled, so that their money waits too.
    func set(for provider: Provider, as call: Call, _ tx: borrowing Tx) throws {
        let text = JSONValue.object(destination.members).bytes
        let sealed = try Self.sealed.seal(text, in: provider.id, of: provider.account, at: call.site, tx)
        try tx.changeOne(
            """
            UPDATE provider
               SET payout_kind = \(kind), payout_account = \(sealed), payout_last4 = \(last4), payout_set_at = \(tx.now),
                   updated_at = \(tx.now), version = version + 1
             WHERE id = \(provider.id) AND version = \(provider.version)
            """
        )
        try ProviderPayouts.cancelUnpaid(to: provider.id, reason: "payout_account_changed", as: call, tx)
        try Audit.record(
            ProviderMoneyAction.setAccount,
            of: Provider.kind,
            provider.id.cast(),
            by: call.actor,
            tx
        )
        let key = "payout_account:\(provider.id):\(provider.version)"
        try provider.notify(.payoutAccountChanged, ["last4": last4], key: key, tx)
    }

    var destination: PayoutDestination {
        switch self {
        case .bank(let routing, let number):
            PayoutDestination(kind: kind, routing: routing.rawValue, number: number.rawValue)
        case .paypal(let email): PayoutDestination(kind: kind, email: email.rawValue)
        }
    }
}

/// Where a payout goes.
struct PayoutDestination: Codable, Sendable {
    var kind: PayoutAccount.Kind
    /// The bank's routing number; only of bank accounts.
    var routing: String?
    /// The number of the account; only of bank accounts.
    var number: String?
    /// The address of the account; only with PayPal.
    var email: String?

    fileprivate var members: JSONObject {
        var object: JSONObject = ["kind": .string(kind.rawValue)]
        object["routing"] = routing.map { .string($0) }
        object["number"] = number.map { .string($0) }
        object["email"] = email.map { .string($0) }
        return object
    }
}

extension ProviderPayout {
    /// Where the payout goes, for the person who makes the transfer; nil when the account is gone.
    func destination(for call: Call, _ tx: borrowing Tx) throws -> PayoutDestination? {
        let sealed = try tx.value(
            "SELECT p.payout_account FROM provider p WHERE p.id = \(payee.id) AND p.payout_account IS NOT NULL",
            as: [UInt8].self
        )
        guard let sealed else { return nil }
        try Audit.record(ProviderMoneyAction.readAccount, of: Self.kind, id.cast(), by: call.actor, tx)
        let text = try PayoutAccount.sealed.open(sealed, in: payee.id, of: payee.account, at: call.site, tx)
        return try JSON.decode(PayoutDestination.self, from: text)
    }
}

extension String {
    fileprivate func lastHalf(atMost limit: Int) -> String {
        String(suffix(Swift.min(limit, (count + 1) / 2)))
    }
}
