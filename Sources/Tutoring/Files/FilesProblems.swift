import Kernel
import Platform

// swift-format-ignore
extension Problem.Code {
    static let shareNoRelation = Self("share.no_relation", 409, [
        "it": "Si condivide solo con chi ha una lezione o un acquisto in comune con te.",
        "en": "You can share only with people with whom you have a lesson or a purchase in common."])
}

// swift-format-ignore
extension Refusal {
    static let notForThisAction = Refusal("not_for_this_action", ["it": "non riguarda questa azione", "en": "does not belong to this action"])
    static let administratorsOnly = Refusal("administrators_only", ["it": "è riservato agli amministratori", "en": "is for administrators only"])
}

extension Optional where Wrapped == Reason {
    /// The reason that administrators must give; its absence is a fault at `pointer`.
    func demanded(at pointer: String) throws(Problem) -> Reason {
        guard let reason = self else { throw Problem(.invalid, faults: [.init(pointer, Refusal(.required))]) }
        return reason
    }
}
