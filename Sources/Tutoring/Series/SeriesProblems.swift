import Kernel

// swift-format-ignore
extension Problem.Code {
    static let seriesConflicts = Self("series.conflicts", 409, [
        "it": "Non tutte le date sono possibili; `dates` dice che cosa è di ognuna.",
        "en": "Not every date is possible; `dates` says what becomes of each."])
}

// swift-format-ignore
extension Refusal {
    static let doesNotPay  = Refusal("does_not_pay", ["it": "non può pagare queste lezioni", "en": "cannot pay for these lessons"])
    static let nothingLeft = Refusal("nothing_left", ["it": "non lascia nessuna data", "en": "leaves no date"])
}
