import Kernel

// swift-format-ignore
extension Refusal {
    static let noReworkLeft       = Refusal("no_rework_left", ["en": "has been used as often as allowed"])
}
