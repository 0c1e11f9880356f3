import Kernel
import Store

/// A product's reactions to its charges, and with them the lines of its ledger.
///
/// Each is called in the transaction that records the change, exactly once for each change, whatever the order and the
/// repetitions of a gateway's events.
package struct ChargePolicy: Sendable {
    /// Whether the subject still waits for the money of a live charge; otherwise the money goes back.
    package var wants: Wants
    /// The money has arrived, in the right amount.
    package var succeeded: Change
    /// The last attempt was refused, or the page has closed unpaid.
    package var failed: Change
    /// The gateway has the customer's consent and waits for the money.
    package var pending: Change
    /// Money has arrived that nobody wants: too late, twice, or another amount; all of it is being sent back.
    package var strayed: Change
    /// The gateway has told its fee.
    package var feeKnown: Change
    package var refundDone: RefundChange
    package var refundFailed: RefundChange
    package var refundBounced: RefundChange
    package var contested: ChargebackChange
    package var contestEnded: ChargebackChange

    package typealias Wants = @Sendable (_ charge: Charge, _ tx: borrowing Tx) throws -> Bool
    package typealias Change = @Sendable (_ charge: Charge, _ site: Site, _ tx: borrowing Tx) throws -> Void
    package typealias RefundChange =
        @Sendable (_ refund: ChargeRefund, _ charge: Charge, _ site: Site, _ tx: borrowing Tx) throws -> Void
    package typealias ChargebackChange =
        @Sendable (_ chargeback: Chargeback, _ charge: Charge, _ site: Site, _ tx: borrowing Tx) throws ->
        Void

    package init(
        wants: @escaping Wants,
        succeeded: @escaping Change,
        failed: @escaping Change = { _, _, _ in },
        pending: @escaping Change = { _, _, _ in },
        strayed: @escaping Change,
        feeKnown: @escaping Change,
        refundDone: @escaping RefundChange,
        refundFailed: @escaping RefundChange,
        refundBounced: @escaping RefundChange,
        contested: @escaping ChargebackChange,
        contestEnded: @escaping ChargebackChange
    ) {
        self.wants = wants
        self.succeeded = succeeded
        self.failed = failed
        self.pending = pending
        self.strayed = strayed
        self.feeKnown = feeKnown
        self.refundDone = refundDone
        self.refundFailed = refundFailed
        self.refundBounced = refundBounced
        self.contested = contested
        self.contestEnded = contestEnded
    }

    /// No charges are made.
    package static let off = ChargePolicy(
        wants: { _, _ in false },
        succeeded: { _, _, _ in },
        strayed: { _, _, _ in },
        feeKnown: { _, _, _ in },
        refundDone: { _, _, _, _ in },
        refundFailed: { _, _, _, _ in },
        refundBounced: { _, _, _, _ in },
        contested: { _, _, _, _ in },
        contestEnded: { _, _, _, _ in }
    )
}
