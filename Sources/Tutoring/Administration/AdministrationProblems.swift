import Kernel

// swift-format-ignore
extension Refusal {
    static let neverATutor = Refusal("never_a_tutor", ["it": "vale solo per chi è già stato insegnante", "en": "is only for accounts that have been a tutor's"])
}
