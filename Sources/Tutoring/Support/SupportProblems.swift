import Kernel
import Platform

// swift-format-ignore
extension Refusal {
    static let forTheDesk = Refusal("administrators_only", ["it": "è solo per gli amministratori", "en": "is for administrators only"])
    static let messageNeeded = Refusal("message_needed", ["it": "serve un messaggio", "en": "needs a message"])
}
