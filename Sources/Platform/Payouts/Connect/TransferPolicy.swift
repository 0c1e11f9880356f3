import Store

/// A product's reactions to its transfers.
///
/// Each is called in the transaction that records the change, exactly once for each change.
package struct TransferPolicy: Sendable {
    /// The provider has made it.
    package var done: Change
    /// The provider refuses it, as for want of a balance; nothing happened.
    package var failed: Change
    /// All of it has come back.
    package var reversed: Change
    /// A part of it has come back, or is no part any more, because all has come back: then the amount is negative.
    package var partReversed: PartChange
    /// There has been no answer for an hour; it is still asked for.
    package var unanswered: Change

    package typealias Change =
        @Sendable (_ transfer: PayeeTransfer, _ site: Site, _ tx: borrowing Tx) throws -> Void
    package typealias PartChange =
        @Sendable (_ transfer: PayeeTransfer, _ amount: Int64, _ site: Site, _ tx: borrowing Tx) throws ->
        Void

    package init(
        done: @escaping Change,
        failed: @escaping Change,
        reversed: @escaping Change,
        partReversed: @escaping PartChange,
        unanswered: @escaping Change
    ) {
        self.done = done
        self.failed = failed
        self.reversed = reversed
        self.partReversed = partReversed
        self.unanswered = unanswered
    }

    /// No transfers are made.
    package static let off = TransferPolicy(
        done: { _, _, _ in },
        failed: { _, _, _ in },
        reversed: { _, _, _ in },
        partReversed: { _, _, _, _ in },
        unanswered: { _, _, _ in }
    )
}
