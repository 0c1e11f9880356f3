import Kernel

/// A fixed duty on documents above an amount, such as the Italian stamp of two euros above 77.47 EUR.
package struct StampDuty: Hashable, Sendable {
    /// The greatest total without the duty.
    package let threshold: Int64
    package let amount: Cents

    package init(of amount: Cents, above threshold: Int64) {
        self.threshold = threshold
        self.amount = amount
    }

    package func due(on total: Cents) -> Cents {
        total.value > threshold ? amount : .zero
    }
}
