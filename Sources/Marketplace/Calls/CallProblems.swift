import Kernel

// swift-format-ignore
extension Problem.Code {
    static let callsOver   = Self("calls_over", 409, ["en": "The job has been over for more than 14 days."])
    static let noTelephone = Self("no_telephone", 409, ["en": "One of the two accounts has no telephone number."])
}

// swift-format-ignore
extension Refusal {
    static let notASide      = Refusal("not_a_side", ["en": "is not the other side of the job"])
    static let onlyLogged    = Refusal("only_logged", ["en": "is for logged calls only"])
    static let inTheFuture   = Refusal("in_the_future", ["en": "is in the future"])
    static let beforeFunding = Refusal("before_funding", ["en": "is before the job was paid for"])
}
