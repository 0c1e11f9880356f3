import Kernel

// swift-format-ignore
extension Problem.Code {
    static let planInUse         = Self("plan.in_use", 409, [
        "it": "Il piano ha abbonati: le condizioni non si possono modificare.", "en": "The plan has subscribers: its terms cannot change."])
    static let planNotOffered    = Self("plan.not_offered", 409, [
        "it": "Questo piano non è in vendita.", "en": "This plan is not for sale."])
    static let planNotSubscribed = Self("plan.not_subscribed", 409, [
        "it": "Non c'è un abbonamento.", "en": "There is no subscription."])
}

// swift-format-ignore
extension Refusal {
    static let capAbovePrice = Refusal("cap_above_price", ["it": "moltiplicato per le lezioni supera il prezzo", "en": "times the lessons is more than the price"])
}
