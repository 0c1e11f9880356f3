import Kernel
import Platform
import Store
import Web

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

/// A message or an internal note with its author's name.
struct RemarkView: View {
    var id: ID<Message>
    /// The place in the conversation, from 1, without gaps.
    var seq: Int
    /// The account that wrote it; absent for a program.
    var authorId: ID<Account>?
    /// First and last name of the author; a placeholder when the account was erased.
    var authorName: String?
    /// The role of the author at that time.
    var authorRole: String
    /// As plain text, with line breaks.
    var text: String
    /// The time at which the server accepted the message.
    var writtenAt: Instant

    init(_ message: Message, naming people: KnownPeople) {
        id = message.id
        seq = message.seq
        authorId = message.authorId
        authorName = people.name(of: message.authorId)
        authorRole = message.authorRole
        text = message.text
        writtenAt = message.writtenAt
    }

    static func of(_ message: Message, for call: Call, _ tx: borrowing Tx) throws -> RemarkView {
        RemarkView(message, naming: try call.names(of: [message.authorId], tx))
    }

    static func page(
        _ messages: Page<Message>,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> Page<RemarkView> {
        let people = try call.names(of: messages.data.map(\.authorId), tx)
        return messages.map { RemarkView($0, naming: people) }
    }
}
