import Kernel

// swift-format-ignore
extension Problem.Code {
    static let noDealings = Self("no_dealings", 409, ["en": "A chat needs a quote or a visit of the provider, or a job that is directed at them."])
    static let chatClosed = Self("chat_closed", 409, ["en": "The chat is closed."])
    static let notJoined  = Self("not_joined", 409, ["en": "Join the chat first."])
}

// swift-format-ignore
extension Refusal {
    static let jobNotOver     = Refusal("job_not_over", ["en": "is not over"])
    static let afterAndBefore = Refusal("conflicting", ["en": "cannot be combined with after_seq"])
    static let otherProvider  = Refusal("other_provider", ["en": "is not the caller's own"])
}
