import Kernel
import Platform
import Store

extension ServiceRequest {
    /// The readers of a message or an internal note; the raw value stands in the table and in the audit log.
    enum Audience: String, Sendable, SQLValueConvertible {
        case everyone = "message"
        case office = "note"

        var action: ServiceRequestAction {
            switch self {
            case .everyone: .message
            case .office: .note
            }
        }
    }

    func conversation(for audience: Audience) -> Conversation {
        Conversation(in: "remark", where: "request_id, audience", is: "\(id), \(audience)")
    }

    func write(
        _ text: MessageText,
        for audience: Audience,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> Message {
        let message = try conversation(for: audience).write(text, by: actor, tx)
        try Audit.record(audience.action, of: Self.kind, id.cast(), by: actor, tx)
        return message
    }
}
