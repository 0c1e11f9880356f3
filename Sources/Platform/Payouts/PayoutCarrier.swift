import Kernel

/// How the money of payouts travels.
package enum PayoutCarrier: Sendable {
    /// In a way of which nothing is known here.
    case anyone
    /// A person makes the transfer and enters the bank's reference.
    case byHand

    /// The condition for marking a payout as paid.
    func guardian<P: Payee>() -> Guard<Payout<P>>? {
        switch self {
        case .anyone: return nil
        case .byHand:
            return Guard("reference_given", Self.message) { payout in
                payout.reference == nil ? [.init("/reference", Refusal(.required))] : []
            }
        }
    }

    private static let message: LocalizedText = [
        "en": "The bank's reference of the transfer is required.",
        "it": "Serve il riferimento bancario del bonifico.",
        "ar": "مرجع التحويل المصرفي مطلوب.",
        "ku": "ژمارەی حەواڵەی بانک پێویستە.",
    ]
}
