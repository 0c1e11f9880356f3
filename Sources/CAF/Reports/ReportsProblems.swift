import Kernel

// swift-format-ignore
extension Refusal {
    static let tooLongAPeriod = Refusal("too_long_a_period", ["en": "is more than sixty months before the end", "it": "precede la fine di oltre sessanta mesi"])
}
