import Kernel

// swift-format-ignore
extension Refusal {
    static let tooLongAPeriod = Refusal("too_long_a_period", ["en": "must be at most sixty months before the end", "it": "non può precedere la fine di oltre sessanta mesi"])
}
