import Platform

extension Feature {
    /// The ledger, for administrators.
    static let tutoringLedger = Feature(routes: LedgerRoutes.routes)
}
