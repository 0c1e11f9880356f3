import Kernel

// swift-format-ignore
extension Refusal {
    static let holdOrPurchase = Refusal("hold_or_purchase", [
        "it": "serve uno solo fra hold_id e purchase_id", "en": "is required: either hold_id or purchase_id, not both"])
    static let wholeByTutor   = Refusal("whole_by_tutor", [
        "it": "un insegnante restituisce sempre tutto", "en": "is always the whole for a tutor"])
    static let notOfThisPayment = Refusal("not_of_this_payment", [
        "it": "non è una lezione di questo pagamento", "en": "is not a lesson of this payment"])
}
