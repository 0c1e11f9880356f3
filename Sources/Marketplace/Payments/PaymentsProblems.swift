import Kernel

// swift-format-ignore
extension Problem.Code {
    static let setByGatewayOnly = Self("set_by_gateway_only", 409, ["en": "Only the payment gateway sets this status."])
}

// swift-format-ignore
extension Refusal {
    static let foreignOrigin = Refusal("foreign_origin", ["en": "is not an address of this site"])
}
