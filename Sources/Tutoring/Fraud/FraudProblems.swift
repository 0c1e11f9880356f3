import Kernel

// swift-format-ignore
extension Refusal {
    static let onlyAfterConfirm = Refusal("only_after_confirm", ["it": "vale solo con la conferma della frode", "en": "is only for a confirmed fraud"])
    static let onlyForTutors    = Refusal("only_for_tutors", ["it": "vale solo per gli insegnanti", "en": "is only for tutors"])
}
