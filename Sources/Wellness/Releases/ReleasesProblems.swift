import Kernel

// swift-format-ignore
extension Problem.Code {
    static let releaseWithdrawn = Self("release.withdrawn", 410, ["en": "This release was withdrawn; its figures are no longer shown.", "it": "Questa pubblicazione è stata ritirata: i suoi dati non sono più visibili."])
}

// swift-format-ignore
extension Refusal {
    static let monthAndQuarter = Refusal("month_and_quarter", ["en": "cannot be combined with month", "it": "non può essere usato insieme a month"])
}
