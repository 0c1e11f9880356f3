/// How refunds of an amount divide between the commission and the provider.
///
/// The refunds together take back `half_up(commission × refunded / amount)`, so that their parts sum to the commission.
struct RefundSplit: Sendable {
    let amount: Int64
    /// The whole commission, with its value-added tax.
    let commission: Int64
    let vat: Int64
    private var refunded: Int64 = 0

    init(amount: Int64, commission: Int64, vat: Int64 = 0) {
        self.amount = amount
        self.commission = commission
        self.vat = vat
    }

    /// The parts of one refund.
    struct Part: Equatable, Sendable {
        let refund: Int64
        /// From the commission, with its value-added tax.
        let commission: Int64
        let vat: Int64

        var provider: Int64 { refund - commission }
    }

    /// The next refund, after those before it.
    mutating func apply(_ refund: Int64) -> Part {
        let before = refunded
        refunded += refund
        return Part(
            refund: refund,
            commission: commission(of: refunded) - commission(of: before),
            vat: vat(of: refunded) - vat(of: before)
        )
    }

    /// The commission on what is left to the provider's side after refunds of everything else.
    func commission(keeping kept: Int64) -> Int64 { commission - commission(of: amount - kept) }

    private func commission(of refunded: Int64) -> Int64 { halfUp(commission, refunded, amount) }

    /// The tax divides as the commission does: two at a time, for among three the remainders do not grow steadily.
    private func vat(of refunded: Int64) -> Int64 { halfUp(vat, commission(of: refunded), commission) }

    private func halfUp(_ whole: Int64, _ part: Int64, _ of: Int64) -> Int64 {
        guard of > 0 else { return 0 }
        return Int64((Int128(whole) * Int128(part) * 2 + Int128(of)) / (Int128(of) * 2))
    }
}
