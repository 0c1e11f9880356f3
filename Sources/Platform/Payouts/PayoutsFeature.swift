import Kernel

extension Feature {
    /// Payouts to payees.
    ///
    /// Tables, operations and notices are the product's: it writes entries, and handles ``Effect/tellPayeePaid`` and
    /// ``Effect/tellPayeeSentBack``.
    package static func payouts<P: Payee>(to _: P.Type) -> Feature {
        Feature(
            lifecycles: [Payout<P>.lifecycle.table(named: Payout<P>.kind)],
            problems: [P.payouts.nothingDue],
            audit: PayoutAction.self
        )
    }
}
