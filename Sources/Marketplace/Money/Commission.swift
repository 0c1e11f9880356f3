import Kernel

/// The platform's share of an amount, frozen into its award.
enum Commission {
    /// The share, halves up, but not less than the minimum nor more than the amount.
    static func of(_ amount: Int64, basisPoints: Int, minimum: Int64) -> Int64 {
        min(amount, max(minimum, Share(basisPoints).of(amount)))
    }
}
