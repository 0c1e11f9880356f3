import Kernel

// swift-format-ignore
extension Problem.Code {
    static let nothingToPayOut = Self("payouts.nothing_due", 409, [
        "it": "Non c'è nulla da pagare.", "en": "There is nothing to pay out."])
}
