import Kernel

/// How the money of payouts travels.
package enum PayoutCarrier: Sendable {
    /// In a way of which nothing is known here.
    case anyone
    /// A person makes the transfer and enters the bank's reference.
    case byHand
    /// The provider transfers it to the payee's account there: a payout is paid or fails without an approval.
    case gateway

    /// The account from which the money goes.
    var source: Ledger.Account { self == .gateway ? .provider : .bank }

    /// The condition for marking a payout as paid.
    func guardian<P: Payee>() -> Guard<Payout<P>>? {
        switch self {
        case .anyone, .gateway: return nil
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
