import Kernel

// swift-format-ignore
extension Problem.Code {
    static let lastAdmin = Self("last_admin", 409, ["en": "The platform needs at least one administrator."])
}

// swift-format-ignore
extension Refusal {
    static let onlyForLocalManagers = Refusal("only_for_local_managers", ["en": "is for local managers only"])
    static let neverOnboarded       = Refusal("never_onboarded", ["en": "needs an earlier onboarding as a provider"])
    static let notALocalManager     = Refusal("not_a_local_manager", ["en": "is not a local manager"])
}
