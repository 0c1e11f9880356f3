import Kernel

// swift-format-ignore
extension Problem.Code {
    static let nothingDue = Self("nothing_due", 409, ["en": "There is nothing to pay or to write off now."])
}

// swift-format-ignore
extension Refusal {
    static let notARoutingNumber = Refusal("not_a_routing_number", ["en": "is not the routing number of a bank in the United States"])
    static let notAnAccountNumber = Refusal("not_an_account_number", ["en": "is not an account number of 4 to 17 digits"])
    static let ofAnotherKind = Refusal("of_another_kind", ["en": "does not belong to an account of this kind"])
}
