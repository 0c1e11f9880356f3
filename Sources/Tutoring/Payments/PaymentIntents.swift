import Kernel
import Platform
import Store
import Web

/// The payment of a purchase by the payer's client.
enum PaymentIntents {
    static let routes = rows.tagged("Payments")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        Post("/payments/intents", open, .purchaseMake, "Begin the payment of a held lesson or a purchase",
             details: "The client confirms the payment at the provider with `client_secret`; only the payer ever sees it. Asked again, the answer is the same. From the first intent on, a held time is held for 30 minutes.").idempotent.refuses(.holdGone, .studentProfileMissing, .fraudRefused, .tutorNotVerified, .illegalTransition, .paymentsNotConfigured, .paymentsUnavailable, .paymentRefused)
    }

    static func open(_ call: Call, body: NewIntent) async throws -> MadeOrFound<IntentView> {
        let (student, site) = (try call.account, call.site)
        guard let key = try Charges.gateway(Self.gateway, at: site).publishableKey else {
            throw Problem(.paymentsNotConfigured)
        }
        let (purchase, begun, isNew) = try await PurchaseRisk.watching(call) { tx in
            let purchase = try body.purchase(of: student, as: call, tx)
            let (charge, isNew) = try purchase.beginPayment(as: call, tx)
            return (purchase, charge.id, isNew)
        }
        let charge = try await Charges.process(begun, call)
        guard let secret = try charge.secret(at: site) else {
            throw Problem(
                .illegalTransition,
                extras: ["present": .string(charge.state.rawValue), "allowed": .array([])]
            )
        }
        let view = IntentView(
            paymentId: charge.id,
            purchaseId: purchase.id,
            clientSecret: secret,
            publishableKey: key,
            amountMinor: charge.amount.amountMinor,
            expiresAt: purchase.expiresAt
        )
        return MadeOrFound(view, at: "/payments/\(charge.id)", isNew: isNew)
    }

    /// The gateway of all charges.
    fileprivate static let gateway = "stripe"
}

/// The object of a payment: exactly one of the two.
struct NewIntent: Body {
    /// A held lesson of the caller.
    var holdId: ID<Lesson>?
    /// A pending purchase of the caller.
    var purchaseId: ID<Purchase>?
    /// Refused: the server knows the price.
    var amountMinor: Computed?
}

/// A payment that the payer's client confirms at the provider.
struct IntentView: View {
    /// The identity of the payment.
    var paymentId: ID<Charge>
    /// The purchase that is paid for.
    var purchaseId: ID<Purchase>
    /// The secret with which the client confirms the payment; never to be stored or logged.
    var clientSecret: String
    /// The key with which the client speaks to the provider.
    var publishableKey: String
    /// The price, in cents.
    var amountMinor: Int64
    /// The end of the time for the payment.
    var expiresAt: Instant
}

extension NewIntent {
    /// The pending purchase; of a held lesson it is opened by the first intent.
    fileprivate func purchase(of student: ID<Account>, as call: Call, _ tx: borrowing Tx) throws -> Purchase {
        guard (holdId == nil) != (purchaseId == nil) else {
            throw Problem(
                .invalid,
                faults: [.init(holdId == nil ? "/hold_id" : "/purchase_id", .holdOrPurchase)]
            )
        }
        if let holdId {
            return try Purchase.openSingle(Lesson.liveHold(holdId, of: student, tx), as: call, tx)
        }
        guard let purchaseId else { throw Problem(.notFound) }
        let purchase = try Purchase.find(purchaseId, within: call.scope(of: .purchaseRead), tx)
        guard purchase.status == .pending, purchase.expiresAt > tx.now else {
            let allowed = Purchase.lifecycle.events(from: purchase.status).map {
                JSONValue.string($0.rawValue)
            }
            throw Problem(
                .illegalTransition,
                extras: ["present": .string(purchase.status.rawValue), "allowed": .array(allowed)]
            )
        }
        return purchase
    }
}

extension Purchase {
    /// The live charge of the purchase, made by the first intent.
    ///
    /// A held time is not kept for slow means of payment.
    fileprivate func beginPayment(as call: Call, _ tx: borrowing Tx) throws -> (charge: Charge, isNew: Bool) {
        let known = try Charge.all(of: Self.kind, id.cast(), tx).first { $0.state.isLive }
        if let known { return (known, false) }
        let page = call.site.dependencies.pagesAddress
        let new = Charges.New(
            of: Self.kind,
            id.cast(),
            by: student,
            Money(amount, .euro),
            through: PaymentIntents.gateway,
            title: try title(for: call, tx),
            pages: Charge.Pages(returning: page, cancelling: page),
            expiresAt: expiresAt,
            methods: kind == .single ? .immediate : nil
        )
        guard let charge = try Charges.create(new, by: call.actor, tx) else { throw Problem(.conflict) }
        try adopting(charge.id, tx)
        return (charge, true)
    }

    /// The words on the payer's statement.
    private func title(for call: Call, _ tx: borrowing Tx) throws -> String {
        let subject = try SchoolSubject.find(subject, tx).name.text(in: call.languages)
        return "\(lessons) x \(minutes) min, \(subject), \(try Tutor.find(tutor, tx).displayName.rawValue)"
    }
}
