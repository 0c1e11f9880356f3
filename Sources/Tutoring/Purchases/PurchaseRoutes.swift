import Kernel
import Platform
import Store
import Web

/// Purchases of packages and single lessons.
enum PurchaseRoutes {
    static let routes = rows.tagged("Purchases")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //   path                        handler needs
        Post("/packages/{id}/purchase",  buy,    .purchaseMake,   "Buy a package",
             details: "Of the version that the buyer has seen, at the buyer's price. The purchase waits 30 minutes for its payment: `POST /payments/intents`.").idempotent.refuses(.packageChanged, .packageNotOnSale, .studentProfileMissing, .fraudRefused)
        Get ("/purchases",               list,   .purchaseRead,   "List purchases",
             details: "Of a student the own ones, of a tutor the sold ones, newest first.")
        Get ("/purchases/{id}",          show,   .purchaseRead,   "Get a purchase")
        Post("/purchases/{id}/refund",   refund, .purchaseRefund, "Refund the unused units of a purchase",
             details: "A student within 14 days of the payment, or while the tutor is suspended; an administrator at any time, with a reason and a fresh login.").idempotent.refuses(.refundTooLate, .refundLessonsBooked, .refundNothingLeft, .paymentsContested, .illegalTransition, .stepUpRequired, .stale)
    }

    static func buy(_ call: Call, id: ID<Package>, body: NewPurchase) async throws -> Created<PurchaseView> {
        let student = try call.account
        return try await PurchaseRisk.watching(call) { tx in
            try Quota.purchasesAnHour.consume(as: call, tx)
            let package = try Package.find(id, where: Package.visible(to: call), tx)
            let purchase = try Purchase.open(package, named: body.version.value, by: student, as: call, tx)
            let view = try PurchaseView.of(purchase, tx)
            return Created(view, at: "/purchases/\(purchase.id)", version: purchase.version)
        }
    }

    static func list(
        _ call: Call,
        filter: PurchaseFilter,
        page: PageRequest
    ) async throws -> Page<PurchaseView> {
        try await call.db.read { tx in
            let found: Page<Purchase> = try tx.page(
                page,
                """
                SELECT \(Purchase.columns) FROM purchase p
                 WHERE \(SQL.all(filter.conditions + [Purchase.visible(to: call.scope)]))
                """,
                order: SortOrder(.descending("created_at", \.createdAt), .descending("id", \.id))
            )
            return Page(try PurchaseView.of(found.data, tx), next: found.next, total: found.total)
        }
    }

    static func show(_ call: Call, id: ID<Purchase>) async throws -> Versioned<PurchaseView> {
        try await call.db.read { tx in
            let purchase = try Purchase.find(id, within: call.scope, tx)
            return Versioned(try PurchaseView.of(purchase, tx), version: purchase.version)
        }
    }

    static func refund(
        _ call: Call,
        id: ID<Purchase>,
        body: RefundReason?
    ) async throws -> PurchaseRefundView {
        try await call.db.write { tx in
            if call.scope.reach == .all { try StepUp.require(call, tx) }
            _ = try Purchase.find(id, within: call.scope, tx)
            let reason = call.scope.reach == .all ? try (body?.reason).demanded(at: "/reason") : body?.reason
            let refund = try RefundPurchase.make(id, because: reason, as: call, tx)
            return PurchaseRefundView(refund)
        }
    }
}

/// A package to buy.
struct NewPurchase: Body {
    /// The number of the terms that the buyer has seen.
    var version: Ranged<1, 1_000_000>
    /// Refused: the server knows the price.
    var amountMinor: Computed?
}

/// A selection of purchases.
struct PurchaseFilter: Query {
    /// Only purchases in this state.
    var state: Purchase.Status?
    /// Only purchases from this tutor.
    var tutorId: ID<Tutor>?

    var conditions: [SQL] {
        [state.map { "p.state = \($0)" }, tutorId.map { "p.tutor_id = \($0)" }].compactMap(\.self)
    }
}

/// The reason of a refund.
struct RefundReason: Body {
    /// The reason; required of administrators, and kept in the history.
    var reason: Reason?
}

/// A refund of unused units.
struct PurchaseRefundView: View {
    /// The refund at the payment provider; absent when the units were worth nothing.
    var refundId: ID<ChargeRefund>?
    /// How many units went back.
    var units: Int
    /// Their value, in cents.
    var amountMinor: Int64
    /// How far the money is.
    var status: MoneyBackStatus

    init(_ refund: RefundPurchase) {
        refundId = refund.refund
        units = refund.units
        amountMinor = refund.amount
        status = refund.refund == nil ? .credited : .pending
    }
}

/// How far money on its way back is.
enum MoneyBackStatus: String, Codable, CaseIterable, Sendable {
    /// No money is moved: the units are in the lot again.
    case credited
    /// Ordered at the payment provider.
    case pending
    /// The provider has sent it.
    case done
    /// The provider has refused; administrators order it again.
    case failed
}
