import Kernel

// swift-format-ignore
extension Refusal {
    static let moreThanAsked = Refusal("more_than_asked", ["en": "is more than was asked for"])
}

// swift-format-ignore
extension Problem.Code {
    static let notRefundableNow = Self("not_refundable", 409, ["en": "This amount cannot be refunded now: more is asked for than is left, or the job does not allow it yet."])
    static let paymentDisputed  = Self("payment_disputed", 409, ["en": "The payment is disputed; its money waits for the decision."])
}
