import Kernel

// swift-format-ignore
extension Problem.Code {
    static let notOneself = Self("wellness.not_oneself", 409, ["en": "You cannot do this to your own account. Ask another super administrator.", "it": "Non può farlo sul suo stesso account. Chieda a un altro super amministratore."])
}

// swift-format-ignore
extension Refusal {
    static let administersByMembership = Refusal("administers_by_membership", ["en": "administrators of an organisation are invited into it or promoted from its members", "it": "gli amministratori di un'organizzazione vengono invitati o scelti tra i suoi membri"])
}
