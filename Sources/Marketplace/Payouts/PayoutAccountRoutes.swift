import Kernel
import Platform
import Store
import Web

/// The account for a provider's payouts.
enum PayoutAccountRoutes {
    static let routes = rows.tagged("Payouts")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        Put("/providers/{id}/payout-account", set, .payoutAccount, "Set the account for payouts",
            details: "It is stored encrypted, and answers show its last characters only. The provider is notified, payouts that are not paid are cancelled, and none opens for 72 hours.").afresh.refuses(.stale)
    }

    static func set(_ call: Call, id: ID<Provider>, body: NewPayoutAccount) async throws -> PayoutAccountView
    {
        let account = try body.account()
        return try await call.db.write { tx in
            let provider = try Provider.find(id, within: call.scope, tx)
            try account.set(for: provider, as: call, tx)
            return PayoutAccountView(
                kind: account.kind,
                last4: account.last4,
                setAt: tx.now,
                payoutsFrom: tx.now + ProviderPayouts.pause
            )
        }
    }
}

/// An account for payouts: `routing` and `number` of a bank account, or the `email` of an account with PayPal.
struct NewPayoutAccount: Body {
    var kind: PayoutAccount.Kind
    /// The bank's routing number; for a bank account, and required there.
    var routing: RoutingNumber?
    /// The number of the account; for a bank account, and required there.
    var number: BankAccountNumber?
    /// The address of the account; for PayPal, and required there.
    var email: EmailAddress?

    /// Refused with every member that is missing or belongs to the other kind.
    func account() throws(Problem) -> PayoutAccount {
        let members: [(String, isGiven: Bool, PayoutAccount.Kind)] = [
            ("/routing", routing != nil, .bank), ("/number", number != nil, .bank),
            ("/email", email != nil, .paypal),
        ]
        let faults = members.compactMap { pointer, isGiven, kind -> Problem.Fault? in
            switch (isGiven, kind == self.kind) {
            case (false, true): Problem.Fault(pointer, Refusal(.required))
            case (true, false): Problem.Fault(pointer, .ofAnotherKind)
            default: nil
            }
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        if let email { return .paypal(email) }
        guard let routing, let number else { throw Problem(.invalid) }
        return .bank(routing: routing, number: number)
    }
}

/// An account for payouts, without what is secret.
struct PayoutAccountView: View {
    var kind: PayoutAccount.Kind
    /// The last characters of the number, or of the name in the address.
    var last4: String
    /// When it was set.
    var setAt: Instant
    /// The first moment at which a payout can open.
    var payoutsFrom: Instant
}
