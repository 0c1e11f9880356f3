import Kernel

// swift-format-ignore
extension Refusal {
    static let unknownCategory = Refusal("unknown_category", ["en": "is not a category"])
    static let tooDeep         = Refusal("too_deep", ["en": "is too deep in the tree of categories"])
    static let nothingWaits    = Refusal("nothing_waits", ["en": "has no change that waits for a review"])
}
