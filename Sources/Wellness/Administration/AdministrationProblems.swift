import Kernel

// swift-format-ignore
extension Problem.Code {
    static let hasDiary      = Self("has_diary", 409, ["en": "This person has a diary, which a super administrator cannot have. It must be erased first.", "it": "Questa persona ha un diario, che un super amministratore non può avere. Deve prima essere cancellato."])
    static let hasMembership = Self("has_membership", 409, ["en": "This person belongs to an organisation, which a super administrator cannot. They must leave it first.", "it": "Questa persona appartiene a un'organizzazione, cosa non consentita a un super amministratore. Deve prima lasciarla."])
    static let notAMember    = Self("not_a_member", 409, ["en": "Only a member of an organisation can administer it.", "it": "Solo un membro di un'organizzazione può amministrarla."])
}
