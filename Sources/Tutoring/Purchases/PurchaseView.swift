import Kernel
import Platform
import Store
import Web

/// The order of a package or of a single lesson.
struct PurchaseView: View {
    /// The identity of the purchase.
    var id: ID<Purchase>
    /// A package or a single lesson.
    var kind: Purchase.Kind
    /// How far it is.
    var state: Purchase.Status
    /// The seller.
    var tutor: TutorName
    /// The buyer.
    var student: StudentCard
    /// The package; absent for a single lesson.
    var packageId: ID<Package>?
    /// The number of the terms that were bought; absent for a single lesson.
    var version: Int?
    /// The price, in cents.
    var amountMinor: Int64
    /// The cancellation rule of its lessons.
    var policy: CancelTerms
    /// The units; absent until it is paid.
    var lotId: ID<Lot>?
    /// The held lesson; absent for a package.
    var bookingId: ID<Lesson>?
    /// The payment; absent before the first intent.
    var paymentId: ID<Charge>?
    /// The end of the time for the payment; absent once it is over.
    var expiresAt: Instant?
    /// The unused units and their value.
    var refundable: Refundable

    /// The units of a purchase that can be refunded.
    struct Refundable: Codable, Hashable, Sendable {
        /// Available units; 0 while none can be refunded.
        var units: Int
        /// Their value, in cents.
        var amountMinor: Int64
        /// Until when the buyer can have them refunded; absent without a limit, and when there are none.
        var until: Instant?
    }

    /// Views of purchases, with few queries.
    static func of(_ purchases: [Purchase], _ tx: borrowing Tx) throws -> [PurchaseView] {
        let tutors = try Tutor.list(Array(Set(purchases.map(\.tutor))), tx)
        let students = try StudentCard.of(Array(Set(purchases.map(\.student))), tx)
        let time = try Policies.duration(.purchaseRefundDays, at: tx.now, tx)
        var views: [PurchaseView] = []
        for purchase in purchases {
            guard let tutor = tutors[purchase.tutor] else { continue }
            let student = students[purchase.student] ?? StudentCard(id: purchase.student, name: "–")
            let lot = try purchase.lot.map { try Lot.find($0, tx) }
            views.append(PurchaseView(purchase, tutor, student, purchase.refundable(lot, tutor, time)))
        }
        return views
    }

    static func of(_ purchase: Purchase, _ tx: borrowing Tx) throws -> PurchaseView {
        guard let view = try of([purchase], tx).first else { throw Problem(.notFound) }
        return view
    }

    private init(
        _ purchase: Purchase,
        _ tutor: Tutor,
        _ student: StudentCard,
        _ refundable: (units: Int, amount: Int64, until: Instant?)?
    ) {
        id = purchase.id
        kind = purchase.kind
        state = purchase.status
        self.tutor = tutor.name
        self.student = student
        packageId = purchase.package
        version = purchase.packageVersion
        amountMinor = purchase.amount
        policy = purchase.terms
        lotId = purchase.lot
        bookingId = purchase.lesson
        paymentId = purchase.charge
        expiresAt = purchase.status == .pending ? purchase.expiresAt : nil
        self.refundable = Refundable(
            units: refundable?.units ?? 0,
            amountMinor: refundable?.amount ?? 0,
            until: refundable?.until
        )
    }
}
