import Kernel

/// A charged value in its parts: the platform's commission, the VAT on it, and the rest, which is the tutor's.
struct Split: Hashable, Sendable {
    /// u, in cents.
    let value: Int64
    /// k, in cents.
    let commission: Int64
    /// v, in cents.
    let vat: Int64

    static let zero = Split(value: 0, commission: 0, vat: 0)

    var net: Int64 { value - commission - vat }

    /// The parts at these rates, in basis points; halves up.
    init(of value: Int64, commissionBP: Int, vatBP: Int) {
        let commission = Share(commissionBP).of(value)
        self.init(value: value, commission: commission, vat: Share(vatBP).of(commission))
    }

    init(value: Int64, commission: Int64, vat: Int64) {
        (self.value, self.commission, self.vat) = (value, commission, vat)
    }

    static func - (left: Split, right: Split) -> Split {
        Split(
            value: left.value - right.value,
            commission: left.commission - right.commission,
            vat: left.vat - right.vat
        )
    }
}
